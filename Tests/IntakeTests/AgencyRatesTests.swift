// SPDX-License-Identifier: Apache-2.0

import Exchange
import NIOHTTP1
import Testing

@testable import Intake

struct AgencyRatesTests {
    private let rates = AgencyRates(perSecond: 10, burst: 20)

    private func taken(_ agency: Int32 = 1, of wanted: Int = 100, after time: Duration) -> Int {
        (0..<wanted).count { _ in rates.take(agency, at: World.now + time) }
    }

    @Test func `an agency may ask in a burst, then as fast as its bucket fills`() {
        #expect(taken(after: .zero) == 20)
        #expect(taken(after: .milliseconds(99)) == 0)
        #expect(taken(after: .milliseconds(100)) == 1)
        #expect(taken(after: .milliseconds(1_100)) == 10)
        #expect(taken(after: .seconds(1_000_000)) == 20)
    }

    @Test func `agencies do not share`() {
        #expect(taken(1, after: .zero) == 20)
        #expect(taken(2, after: .zero) == 20)
    }

    @Test func `a clock set back neither fills nor blocks`() {
        #expect(taken(of: 20, after: .seconds(10)) == 20)
        #expect(taken(after: .zero) == 0)
        #expect(taken(after: .milliseconds(100)) == 1)
    }

    @Test func `an agency beyond its rate is told when to come again, and others are not held up`() async throws {
        var limits = DoorLimits()
        limits.requestBurst = 3
        try await Gateway.run(limits: limits) { gateway in
            for _ in 1...3 { #expect(try await gateway.ask(.GET, "/v1/contracts").status == 200) }
            let refused = try await gateway.ask(.GET, "/v1/contracts")
            #expect(refused.status == 429)
            #expect(refused.code == "agency.busy")
            #expect(refused.headers.first(name: "retry-after") == "1")
            #expect(try await gateway.ask(.GET, "/healthz").status == 200)
            #expect(try await gateway.ask(.GET, "/v1/contracts", as: .services).status == 200)
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import AdapterHost
import AdapterKit
import Exchange
import NodeKit
import Testing

@Suite(.timeLimit(.minutes(1))) struct ReportTests {
    /// A node with one delivery that services have taken under a reference.
    private func accepted(_ body: @Sendable @escaping (Reading) async throws -> Void) async throws {
        let reading = try await Reading.start()
        try await reading.node.running {
            #expect(try await reading.node.post(.numbered(1)).isAccepted)
            let hold = try #require(try await reading.node.lease().first).hold
            let outcome = Outcome.accepted(reference: "CASE-7", confirmWithin: .seconds(86_400))
            #expect(try await reading.node.settle(hold, .outcome(outcome)) == .settled)
            #expect(try await reading.node.count("SELECT count(*) FROM open_delivery WHERE state = 3") == 1)
            try await body(reading)
        }
    }

    @Test(arguments: [("delivered", 4), ("refused", 5)])
    func `the recipient's report settles the delivery it had taken`(word: String, state: Int) async throws {
        try await accepted { reading in
            let (run, _) = try await reading.receive(
                "report CASE-7 \(word)\n",
                agency: "services",
                client: "casework"
            )
            #expect(try await reading.runner().readNext())
            let result = try #require(try await reading.results(run).first)
            #expect(result.verdict == .reply)
            #expect(String(decoding: result.detail, as: UTF8.self).contains("is settled"))
            let closed = "SELECT count(*) FROM closed_delivery WHERE state = \(state)"
            #expect(try await reading.node.count(closed) == 1)
            #expect(try await reading.node.count("SELECT count(*) FROM open_delivery") == 0)
        }
    }

    @Test func `nobody settles what another agency has taken`() async throws {
        try await accepted { reading in
            let (run, _) = try await reading.receive("report CASE-7 delivered\n")
            #expect(try await reading.runner().readNext())
            let result = try #require(try await reading.results(run).first)
            #expect(String(decoding: result.detail, as: UTF8.self).contains("no earlier delivery, or more than one"))
            #expect(try await reading.node.count("SELECT count(*) FROM open_delivery WHERE state = 3") == 1)
        }
    }
}

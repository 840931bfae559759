// SPDX-License-Identifier: Apache-2.0

import Exchange
import JSONSchema
import Journal
import NIOHTTP1
import NodeKit
import TestKit
import Testing

@Suite(.timeLimit(.minutes(2))) struct DispatcherTests {
    private static let delivered = 4, undelivered = 5, dead = 6
    private let identity: TestAuthority.Identity

    init() throws {
        identity = try TestAuthority("Test authority").issue("localhost")
    }

    @Test func `what is accepted is pushed once, minimised, under its delivery id, and is delivered`() async throws {
        try await Sink.run(identity) { sink in
            try await Dispatching.run(services: "mailbox", school: Dispatching.push(sink.port, identity)) { rig in
                try await rig.post(0..<20, to: ["school"])
                #expect(try await eventually { try await rig.closed(Self.delivered) == 20 })
                #expect(sink.arrivals.count == 20)
                let ids = try await rig.node.texts("SELECT id::text FROM closed_delivery")
                #expect(Set(sink.arrivals.map(\.delivery)) == Set(ids))
                let event = try JSONDocument(try #require(sink.arrivals.first).body).root
                #expect(event["data"]?["child"]?["name"]?.stringValue == "Rowan Example")
                #expect(event["data"]?["child"]?["nhsNumber"] == nil)
                // Released before it left, delivered after the answer.
                #expect(try await rig.node.count("SELECT count(*) FROM ledger WHERE kind IN (4, 5)") == 40)
            }
        }
    }

    @Test func `a destination that was down gets everything once when it is up again`() async throws {
        let port = try await Sink.freePort(), identity = identity
        try await Dispatching.run(services: Dispatching.push(port, identity)) { rig in
            try await rig.post(0..<40)
            // Down long enough to be left alone.
            #expect(
                try await eventually { try await rig.node.count("SELECT count(*) FROM delivery_attempt") >= 5 }
            )
            #expect(try await rig.open() == 40)
            try await Sink.run(identity, port: port) { sink async throws in
                #expect(try await eventually(within: .seconds(40)) { try await rig.closed(Self.delivered) == 40 })
                #expect(Set(sink.arrivals.map(\.delivery)).count == 40)
                #expect(sink.arrivals.count == 40)
            }
            #expect(
                try await rig.node.count("SELECT count(*) FROM delivery_attempt WHERE reason LIKE '%refused%'") >= 5
            )
        }
    }

    @Test func `after the last attempt a delivery is dead, and the reason of every attempt is kept`() async throws {
        let statuses = [503, 500, 429, 502]
        try await Sink.run(identity, behaviour: { number, _ in .status(statuses[(number - 1) % 4]) }) { sink in
            let retry = RetryPolicy(base: .milliseconds(20), cap: .milliseconds(50), maxAttempts: 4)
            try await Dispatching.run(services: Dispatching.push(sink.port, identity), retry: retry) { rig in
                try await rig.post(0..<1)
                #expect(try await eventually { try await rig.closed(Self.dead) == 1 })
                #expect(sink.arrivals.count == 4)
                #expect(Set(sink.arrivals.map(\.delivery)).count == 1)
                #expect(sink.arrivals.map { $0.headers["concordat-attempt"] } == [["1"], ["2"], ["3"], ["4"]])
                let reasons = try await rig.node.texts("SELECT reason FROM delivery_attempt ORDER BY attempt")
                #expect(reasons == ["status 503", "status 500", "status 429"])
                #expect(try await rig.node.texts("SELECT reason FROM closed_delivery") == ["status 502"])
                #expect(try await rig.node.count("SELECT attempt FROM closed_delivery") == 4)
                // The sender is shown the same.
                let police = try #require(try rig.node.books.current().agencyKey(AgencyID("police")))
                let record = try #require(try await rig.node.journal.messages(agency: police, id: .numbered(0)).first)
                let delivery = try #require(record.deliveries.first)
                #expect(delivery.state == "dead")
                #expect(delivery.tries.map(\.reason) == ["status 503", "status 500", "status 429"])
            }
        }
    }

    @Test func `a redirect is a refusal and is not tried again`() async throws {
        try await Sink.run(identity, behaviour: { _, _ in .status(302, [("Location", "/elsewhere")]) }) { sink in
            try await Dispatching.run(services: Dispatching.push(sink.port, identity)) { rig in
                try await rig.post(0..<1)
                #expect(try await eventually { try await rig.closed(Self.undelivered) == 1 })
                #expect(try await rig.node.texts("SELECT reason FROM closed_delivery") == ["status 302"])
                #expect(sink.arrivals.map(\.path) == ["/events"])
            }
        }
    }

    @Test func `a busy destination is tried again no sooner than it asked`() async throws {
        let behaviour: Sink.Behaviour = { number, _ in
            number == 1 ? .status(503, [("Retry-After", "2")]) : .status(200)
        }
        try await Sink.run(identity, behaviour: behaviour) { sink in
            try await Dispatching.run(services: Dispatching.push(sink.port, identity)) { rig in
                try await rig.post(0..<1)
                #expect(try await eventually { try await rig.closed(Self.delivered) == 1 })
                let times = sink.arrivals.map(\.at)
                try #require(times.count == 2)
                #expect(times[1] - times[0] >= .seconds(2))
                #expect(times[1] - times[0] < .seconds(6))
            }
        }
    }

    @Test func `a push without an answer is on record as sent with unknown outcome, and is tried again`() async throws {
        try await Sink.run(identity, behaviour: { number, _ in number == 1 ? .silence : .status(200) }) { sink in
            let push = Dispatching.push(sink.port, identity)
            try await Dispatching.run(services: push, deadline: .seconds(1)) { rig in
                try await rig.post(0..<1)
                #expect(try await eventually { try await rig.closed(Self.delivered) == 1 })
                #expect(sink.arrivals.count == 2)
                #expect(Set(sink.arrivals.map(\.delivery)).count == 1)
                let unknown = "SELECT count(*) FROM ledger WHERE position('outcome-unknown'::bytea in leaf) > 0"
                #expect(try await rig.node.count(unknown) == 1)
                #expect(try await rig.node.texts("SELECT reason FROM delivery_attempt") == ["no answer in time"])
            }
        }
    }

    @Test func `a slow destination does not hold up another`() async throws {
        let fastIdentity = try TestAuthority("Another authority").issue("localhost")
        try await Sink.run(identity, behaviour: { _, _ in .silence }) { slow in
            try await Sink.run(fastIdentity) { fast in
                try await Dispatching.run(
                    services: Dispatching.push(slow.port, identity),
                    school: Dispatching.push(fast.port, fastIdentity),
                    perDestination: 4,
                    deadline: .seconds(30)
                ) { rig in
                    try await rig.post(0..<60)
                    #expect(try await eventually { slow.arrivals.count == 4 })
                    try await rig.post(60..<120, to: ["school"])
                    #expect(try await eventually(within: .seconds(15)) { try await rig.closed(Self.delivered) == 60 })
                    #expect(fast.arrivals.count == 60)
                    // The slow one never had more than its share in flight.
                    #expect(slow.arrivals.count == 4)
                    #expect(try await rig.node.count("SELECT count(*) FROM open_delivery WHERE attempt = 0") == 56)
                }
            }
        }
    }

    @Test func `nothing leaves once its agreement has been revoked, though the node was not told`() async throws {
        try await Sink.run(identity, behaviour: { _, _ in .status(429) }) { sink in
            let push = Dispatching.push(sink.port, identity)
            try await Dispatching.run(services: push) { rig in
                try await rig.post(0..<3)
                #expect(try await eventually { sink.arrivals.count >= 6 })
                let now = rig.node.clock.now()
                _ = try await rig.node.journal.apply(
                    try Documents.parse([
                        Documents.directory(services: push, on: now), Documents.contract,
                        Documents.agreement(extra: Documents.revocation(on: now), on: now),
                    ]),
                    by: "tester",
                    requireApprovals: false
                )
                // What was already on its way arrives.
                let leased = "SELECT count(*) FROM open_delivery WHERE state = 2"
                #expect(try await eventually { try await rig.node.count(leased) == 0 })
                let arrived = sink.arrivals.count
                try await Task.sleep(for: .seconds(2))
                #expect(sink.arrivals.count == arrived)
                _ = try await rig.node.books.refresh()
                try await Task.sleep(for: .seconds(1))
                #expect(sink.arrivals.count == arrived)
                #expect(try await rig.open() == 3)
            }
        }
    }
}

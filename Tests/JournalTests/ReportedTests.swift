// SPDX-License-Identifier: Apache-2.0

import AdapterKit
import Exchange
import Journal
import NodeKit
import Testing

@Suite(.timeLimit(.minutes(2))) struct ReportedTests {
    /// Posts an event that services take under a reference, and settle if they say how it went at once.
    private func take(_ node: Node, _ number: Int, _ outcome: Outcome) async throws {
        _ = try await node.post(.numbered(number))
        let hold = try #require(try await node.lease().first).hold
        #expect(try await node.settle(hold, .outcome(outcome)) == .settled)
    }

    private func report(_ node: Node, _ outcome: Outcome, of reference: String = "CASE-7") async throws
        -> SettleOutcome?
    {
        let book = try node.books.current()
        let services = try #require(book.agencyKey(AgencyID("services")))
        return try await node.journal.settle(
            [
                Settlement(
                    target: .report(
                        recipient: services,
                        reference: reference,
                        clauses: book.deliverableClauseKeys(recipient: AgencyID("services"), on: node.clock.now())
                    ),
                    event: .report(outcome),
                    recipient: services,
                    holder: "node-1"
                )
            ],
            parties: BookNaming(book).parties
        ).first
    }

    @Test func `a recipient may take back what it said days after the delivery was closed`() async throws {
        let node = try await Node.start()
        try await node.running {
            try await take(node, 1, .delivered(reference: "CASE-7"))
            node.clock.advance(by: .seconds(5 * 86_400))
            #expect(try await report(node, .refused(reason: "no such case")) == .settled)
            #expect(try await node.count("SELECT count(*) FROM closed_delivery WHERE state = 5") == 1)
            #expect(try await node.texts("SELECT reason FROM closed_delivery") == ["no such case"])
            let reversed = "SELECT count(*) FROM ledger WHERE kind = 5 AND convert_from(leaf, 'UTF8') LIKE '%reversed%'"
            #expect(try await node.count(reversed) == 1)
            // The same again changes nothing; the opposite does.
            #expect(try await report(node, .refused(reason: "no such case")) == .settled)
            #expect(try await node.count(reversed) == 1)
            #expect(try await report(node, .delivered(reference: nil)) == .settled)
            #expect(try await node.count("SELECT count(*) FROM closed_delivery WHERE state = 4") == 1)
            #expect(try await node.count(reversed) == 2)
        }
    }

    @Test func `a delivery that arrived after it was given up is set right`() async throws {
        let node = try await Node.start()
        try await node.running {
            try await take(node, 1, .accepted(reference: "CASE-7", confirmWithin: .seconds(3600)))
            node.clock.advance(by: .seconds(7200))
            let names = BookNaming(try node.books.current())
            #expect(try await node.journal.closeExpired(limit: 10, holder: "node-1", parties: names.parties) == 1)
            #expect(try await report(node, .delivered(reference: nil)) == .settled)
            #expect(try await node.count("SELECT count(*) FROM closed_delivery WHERE state = 4") == 1)
        }
    }

    @Test func `a delivery that is asked for again is open again and leased with its body`() async throws {
        let node = try await Node.start()
        try await node.running {
            try await take(node, 1, .delivered(reference: "CASE-7"))
            #expect(try await report(node, .retry(after: .seconds(60), reason: "lost")) == .settled)
            #expect(try await node.count("SELECT count(*) FROM closed_delivery") == 0)
            #expect(try await node.lease().isEmpty)
            node.clock.advance(by: .seconds(7200))
            #expect(try await node.lease().first?.attempt == 2)
        }
    }

    @Test(arguments: [true, false]) func `a reference that stands for two deliveries settles neither`(closed: Bool)
        async throws
    {
        let node = try await Node.start()
        try await node.running {
            let taken = Outcome.accepted(reference: "CASE-7", confirmWithin: .seconds(86_400))
            try await take(node, 1, closed ? .delivered(reference: "CASE-7") : taken)
            try await take(node, 2, taken)
            let entries = try await node.count("SELECT count(*) FROM ledger")
            #expect(try await report(node, .refused(reason: "no such case")) == .unknown)
            #expect(try await node.count("SELECT count(*) FROM ledger") == entries)
            #expect(try await node.count("SELECT count(*) FROM open_delivery WHERE state = 3") == (closed ? 1 : 2))
        }
    }
}

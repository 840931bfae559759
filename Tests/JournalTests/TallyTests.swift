// SPDX-License-Identifier: Apache-2.0

import Exchange
import Journal
import NodeKit
import Testing
import TransparencyLog

@Suite(.timeLimit(.minutes(2))) struct TallyTests {
    private static let leaves = "SELECT count(*) FROM ledger WHERE kind = 8"

    /// A log of two days: what was posted on the first is stated on the second.
    private func twoDays(_ body: @Sendable @escaping (Node, Shelf) async throws -> Void) async throws {
        let node = try await Node.start()
        try await node.running {
            let shelf = Shelf()
            for number in 0..<4 { _ = try await node.post(.numbered(number), recipients: ["services", "school"]) }
            try await node.sealer(shelf).seal()
            #expect(try await node.count(Self.leaves) == 0)
            node.clock.advance(by: .seconds(86_400))
            try await body(node, shelf)
        }
    }

    @Test func `an entry counts once for its agreement, however many of its clauses it rests on`() async throws {
        try await twoDays { node, shelf in
            #expect(try await node.count("SELECT entries FROM tally") == 4)
            _ = try await node.lease()
            try await node.sealer(shelf).seal()
            #expect(try await node.count("SELECT entries FROM tally") == 8)
            #expect(try await node.texts("SELECT agreement FROM tally") == [Documents.agreementID])
        }
    }

    @Test func `an agreement that has moved is stated once a day, and the leaves before reproduce it`() async throws {
        try await twoDays { node, shelf in
            for _ in 0..<3 { try await node.sealer(shelf).seal() }
            #expect(try await node.count(Self.leaves) == 1)
            let leaf = try #require(
                try await node.texts("SELECT convert_from(leaf, 'UTF8') FROM ledger WHERE kind = 8").first
            )
            #expect(leaf.contains(#""agreement":"test-missing""#) && leaf.contains(#""entries":4"#))
            _ = try await node.lease()
            try await node.sealer(shelf).seal()
            #expect(try await node.count(Self.leaves) == 1)
            node.clock.advance(by: .seconds(86_400))
            try await node.sealer(shelf).seal()
            #expect(try await node.count(Self.leaves) == 2)
            // Nothing has moved since.
            node.clock.advance(by: .seconds(86_400))
            try await node.sealer(shelf).seal()
            #expect(try await node.count(Self.leaves) == 2)
            #expect(try await shelf.newest()?.size == UInt64(try await node.count("SELECT count(*) FROM ledger")))
            #expect(try await LogAudit(journal: node.journal, checkpoint: await shelf.note).run().holds)
        }
    }

    @Test func `a tally that its leaves do not give is found, although every hash is right`() async throws {
        try await twoDays { node, shelf in
            try await node.meddle("UPDATE tally SET running = set_byte(running, 7, get_byte(running, 7) # 1)")
            try await node.sealer(shelf).seal()
            let verdict = try await LogAudit(journal: node.journal, checkpoint: await shelf.note).run()
            guard case .tally(_, Documents.agreementID) = verdict else {
                Issue.record("\(verdict)")
                return
            }
        }
    }

    @Test func `an entry taken out of its clause before it was sealed is missed in the tally`() async throws {
        try await twoDays { node, shelf in
            _ = try await node.lease(limit: 1)
            try await node.meddle("UPDATE ledger SET clauses = '{}' WHERE kind = 4")
            try await node.sealer(shelf).seal()
            guard case .tally = try await LogAudit(journal: node.journal, checkpoint: await shelf.note).run() else {
                Issue.record("not noticed")
                return
            }
        }
    }

    @Test func `one flipped byte in a tally leaf is found`() async throws {
        try await twoDays { node, shelf in
            try await node.sealer(shelf).seal()
            try await node.meddle("UPDATE ledger SET leaf = set_byte(leaf, 60, get_byte(leaf, 60) # 1) WHERE kind = 8")
            guard case .altered = try await LogAudit(journal: node.journal, checkpoint: await shelf.note).run() else {
                Issue.record("not noticed")
                return
            }
        }
    }

    @Test func `entries the sealer could not take in one round keep it from stating anything before them`() async throws
    {
        try await twoDays { node, shelf in
            // More of one connection's entries than a round takes.
            for _ in 0..<5 { _ = try await node.lease(limit: 1, seconds: 1) }
            let sealer = try node.sealer(shelf, limit: 2)
            for _ in 0..<6 { try await sealer.seal() }
            #expect(try await shelf.newest()?.size == UInt64(try await node.count("SELECT count(*) FROM ledger")))
            #expect(try await node.count(Self.leaves) == 1)
            #expect(try await LogAudit(journal: node.journal, checkpoint: await shelf.note).run().holds)
        }
    }
}

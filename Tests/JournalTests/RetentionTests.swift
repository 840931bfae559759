// SPDX-License-Identifier: Apache-2.0

import Exchange
import Journal
import NodeKit
import Testing
import TransparencyLog

@Suite(.timeLimit(.minutes(2))) struct RetentionTests {
    private static let transit = Duration.seconds(30 * 86_400)

    private var fifteenMonths: Retention {
        var retention = Retention(transit: Self.transit)
        retention.evidenceMonths = 15
        return retention
    }

    @Test func `keys of events that nobody can post again are pruned batch by batch, and no others`() async throws {
        let node = try await Node.start()
        try await node.running {
            for number in 0..<5 { _ = try await node.post(.numbered(number)) }
            node.clock.advance(by: .seconds(300 * 86_400))
            _ = try await node.journal.maintain(transit: Self.transit)
            let keys = "SELECT count(*) FROM event_key"
            #expect(try await node.journal.pruneEventKeys(Retention(transit: Self.transit)) == 0)
            #expect(try await node.count(keys) == 5)
            try await node.meddle(
                "UPDATE event_key SET accepted_at = accepted_at + interval '300 days' WHERE id IN (SELECT id FROM event_key LIMIT 1)"
            )
            node.clock.advance(by: .seconds(102 * 86_400))
            #expect(try await node.journal.pruneEventKeys(Retention(transit: Self.transit), batch: 2) == 4)
            #expect(try await node.count(keys) == 1)
        }
    }

    @Test func `evidence is kept for ever unless a date is set`() async throws {
        let node = try await Node.start()
        try await node.running {
            _ = try await node.post(.numbered(1))
            node.clock.advance(by: .seconds(20_000 * 86_400))
            #expect(try await node.journal.dropEvidence(Retention(transit: Self.transit)) == 0)
        }
    }

    /// A log of which everything is past its date, sealed.
    private func aged(_ body: @Sendable @escaping (Node, Shelf) async throws -> Void) async throws {
        let node = try await Node.start()
        try await node.running {
            let shelf = Shelf()
            for number in 0..<30 { _ = try await node.post(.numbered(number)) }
            try await node.sealer(shelf).seal()
            node.clock.advance(by: .seconds(520 * 86_400))
            _ = try await node.journal.maintain(transit: Self.transit)
            try await body(node, shelf)
        }
    }

    @Test func `a month past its date is dropped, and the log still verifies by its tiles`() async throws {
        try await aged { node, shelf in
            #expect(try await node.journal.dropEvidence(fifteenMonths) > 0)
            #expect(try await node.journal.dropEvidence(fifteenMonths) == 0)
            #expect(try await node.count("SELECT count(*) FROM ledger WHERE kind IN (1, 7)") == 0)
            #expect(try await node.count("SELECT count(*) FROM subject_key") == 0)
            try await node.sealer(shelf).seal()
            let checkpoint = try #require(try await shelf.newest())
            // The configuration and thirty events.
            #expect(
                try await LogAudit(journal: node.journal, checkpoint: await shelf.note).run()
                    == .verified(size: checkpoint.size, root: checkpoint.root, dropped: 31)
            )
            node.clock.advance(by: .seconds(86_400))
            try await node.sealer(shelf).seal()
            #expect(try await LogAudit(journal: node.journal, checkpoint: await shelf.note).run().holds)
        }
    }

    @Test func `one entry more that is gone than the log says is noticed`() async throws {
        try await aged { node, shelf in
            try await node.sealer(shelf).seal()
            #expect(try await node.count("SELECT count(*) FROM ledger WHERE kind = 8") == 1)
            #expect(try await node.journal.dropEvidence(fifteenMonths) > 0)
            try await node.sealer(shelf).seal()
            #expect(try await LogAudit(journal: node.journal, checkpoint: await shelf.note).run().holds)
            try await node.meddle("DELETE FROM ledger WHERE kind = 8")
            #expect(
                try await LogAudit(journal: node.journal, checkpoint: await shelf.note).run()
                    == .unaccounted(missing: 32, dropped: 31)
            )
        }
    }

    @Test func `a tile altered where the entries were dropped is noticed`() async throws {
        try await aged { node, shelf in
            #expect(try await node.journal.dropEvidence(fifteenMonths) > 0)
            try await node.sealer(shelf).seal()
            try await node.meddle(
                "UPDATE tile SET hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 1) WHERE level = 0"
            )
            guard case .differs = try await LogAudit(journal: node.journal, checkpoint: await shelf.note).run() else {
                Issue.record("not noticed")
                return
            }
        }
    }

    @Test func `a month with an entry that is not in the log yet stays`() async throws {
        let node = try await Node.start()
        try await node.running {
            let shelf = Shelf()
            try await node.sealer(shelf).seal()
            _ = try await node.post(.numbered(1))
            node.clock.advance(by: .seconds(520 * 86_400))
            _ = try await node.journal.maintain(transit: Self.transit)
            _ = try await node.journal.dropEvidence(fifteenMonths)
            #expect(try await node.count("SELECT count(*) FROM ledger WHERE kind = 1") == 1)
            try await node.sealer(shelf).seal()
            _ = try await node.journal.dropEvidence(fifteenMonths)
            #expect(try await node.count("SELECT count(*) FROM ledger WHERE kind = 1") == 0)
        }
    }
}

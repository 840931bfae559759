// SPDX-License-Identifier: Apache-2.0

import Exchange
import Journal
import NodeKit
import Postgres
import Testing
import TransparencyLog

@Suite(.timeLimit(.minutes(2))) struct SealerTests {
    @Test func `every committed entry is sealed once and proven by a file that verifies`() async throws {
        let node = try await Node.start()
        try await node.running {
            let shelf = Shelf()
            let sealer = try node.sealer(shelf)
            for round in 0..<3 {
                for number in 0..<50 { _ = try await node.post(.numbered(round * 50 + number)) }
                try await sealer.seal()
            }
            let entries = try await node.count("SELECT count(*) FROM ledger")
            #expect(try await shelf.newest()?.size == UInt64(entries))
            let key = try NoteSigner(name: NoteKeyName("test.example/audit"), privateKey: node.keys.log).verifierKey
            let police = try #require(try node.books.current().agencyKey(AgencyID("police")))
            for number in [0, 49, 50, 149] {
                let record = try #require(try await node.journal.messages(agency: police, id: .numbered(number)).first)
                let leaf = MerkleHash.leaf(of: record.leaf)
                let proof = try #require(try await node.journal.inclusion(of: record.position))
                let read = try LogProof(parsing: Array(proof.encoded.utf8))
                #expect(read.verify(leaf: leaf, key: key).holds)
                #expect(!read.verify(leaf: MerkleHash.leaf(of: record.leaf + [0]), key: key).holds)
            }
            #expect(try await LogAudit(journal: node.journal, checkpoint: await shelf.note).run().holds)
        }
    }

    @Test func `two sealers at once make one log`() async throws {
        let one = try await Node.start()
        let two = try await Node.start(beside: one, name: "node-2")
        try await one.running {
            try await two.running {
                let shelf = Shelf()
                let sealers = [try one.sealer(shelf), try two.sealer(shelf)]
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for sealer in sealers { group.addTask { for _ in 0..<20 { try await sealer.seal() } } }
                    for (number, node) in (0..<200).map({ ($0, $0 % 2 == 0 ? one : two) }) {
                        group.addTask { _ = try await node.post(.numbered(number)) }
                    }
                    try await group.waitForAll()
                }
                try await sealers[0].seal()
                let entries = try await one.count("SELECT count(*) FROM ledger")
                let note = await shelf.note
                #expect(
                    try await LogAudit(journal: one.journal, checkpoint: note).run()
                        == .verified(
                            size: UInt64(entries),
                            root: try Checkpoint(text: try #require(note).text).root
                        )
                )
            }
        }
    }

    @Test func `a round that did not commit left nothing, and a checkpoint that was not published is caught up`()
        async throws
    {
        let node = try await Node.start()
        try await node.running {
            _ = try await node.post(.numbered(1))
            let lost = Shelf()
            try await node.sealer(lost).seal()
            // As if the node had died between its commit and the publication: the shelf still has the state before.
            _ = try await node.post(.numbered(2))
            let behind = Shelf(await lost.note)
            _ = try await node.post(.numbered(3))
            try await node.sealer(Shelf(await lost.note)).seal()
            try await node.sealer(behind).seal()
            #expect(try await behind.newest()?.size == UInt64(try await node.count("SELECT count(*) FROM ledger")))
        }
    }

    @Test func `a database set back to an earlier state is not signed over`() async throws {
        let node = try await Node.start()
        try await node.running {
            _ = try await node.post(.numbered(1))
            let shelf = Shelf()
            try await node.sealer(shelf).seal()
            try await node.meddle(
                "DELETE FROM tile; DELETE FROM sealed_range; DELETE FROM checkpoint; DELETE FROM log_head; UPDATE ledger_stream SET sealed_seq = 0"
            )
            await #expect(throws: SealFailure.self) { try await node.sealer(shelf).seal() }
        }
    }

    @Test func `an entry that vanished before it was sealed is an alarm, not a gap`() async throws {
        let node = try await Node.start()
        try await node.running {
            for number in 0..<5 { _ = try await node.post(.numbered(number)) }
            try await node.meddle("DELETE FROM ledger WHERE seq = 2 AND kind = 1")
            await #expect(throws: SealFailure.self) { try await node.sealer(Shelf()).seal() }
        }
    }

    @Test(arguments: [0, 7, 199]) func `one flipped byte in a stored entry is found, and it is said which`(victim: Int)
        async throws
    {
        let node = try await Node.start()
        try await node.running {
            for number in 0..<200 { _ = try await node.post(.numbered(number)) }
            let shelf = Shelf()
            try await node.sealer(shelf).seal()
            let position = try await node.count(
                "SELECT index FROM (\(Self.positions)) p ORDER BY index LIMIT 1 OFFSET \(victim)"
            )
            try await node.meddle(
                """
                UPDATE ledger l SET leaf = set_byte(leaf, 40, get_byte(leaf, 40) # 1)
                FROM (\(Self.positions)) p WHERE p.stream = l.stream AND p.seq = l.seq AND p.index = \(position)
                """
            )
            let verdict = try await LogAudit(journal: node.journal, checkpoint: await shelf.note).run()
            guard case .altered(let index, _, _) = verdict else {
                Issue.record("\(verdict)")
                return
            }
            #expect(index == UInt64(position))
        }
    }

    @Test func `altering entry, leaf hash and tile alike does not fool the checkpoint outside`() async throws {
        let node = try await Node.start()
        try await node.running {
            for number in 0..<3 { _ = try await node.post(.numbered(number)) }
            let shelf = Shelf()
            try await node.sealer(shelf).seal()
            try await node.meddle(
                """
                UPDATE ledger SET leaf = set_byte(leaf, 40, get_byte(leaf, 40) # 1) WHERE kind = 7;
                UPDATE ledger SET leaf_hash = sha256('\\x00'::bytea || leaf) WHERE kind = 7;
                UPDATE tile SET hashes = overlay(hashes PLACING (SELECT leaf_hash FROM ledger WHERE kind = 7) FROM 1) WHERE level = 0
                """
            )
            let verdict = try await LogAudit(journal: node.journal, checkpoint: await shelf.note).run()
            #expect(!verdict.holds)
        }
    }

    @Test func `a deleted entry is reported missing`() async throws {
        let node = try await Node.start()
        try await node.running {
            for number in 0..<3 { _ = try await node.post(.numbered(number)) }
            let shelf = Shelf()
            try await node.sealer(shelf).seal()
            try await node.meddle("DELETE FROM ledger WHERE kind = 7")
            guard case .missing = try await LogAudit(journal: node.journal, checkpoint: await shelf.note).run() else {
                Issue.record("not noticed")
                return
            }
        }
    }

    private static let positions =
        "SELECT r.first_index + (e.seq - r.first_seq) AS index, e.stream, e.seq FROM sealed_range r "
        + "JOIN ledger e ON e.stream = r.stream AND e.seq BETWEEN r.first_seq AND r.last_seq WHERE e.kind = 1"
}

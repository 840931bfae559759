// SPDX-License-Identifier: Apache-2.0

import Exchange
import Journal
import NodeKit
import TestKit
import Testing
import TransparencyLog

@Suite(.timeLimit(.minutes(2))) struct CheckpointTests {
    private func signer(_ node: Node) throws -> NoteSigner {
        try NoteSigner(name: NoteKeyName("test.example/audit"), privateKey: node.keys.log)
    }

    @Test func `a checkpoint that is gone is not taken for the beginning of a log`() async throws {
        let node = try await Node.start()
        try await node.running {
            _ = try await node.post(.numbered(1))
            let size = try #require(try await node.sealer(Shelf()).seal())
            let lost = Shelf()
            await #expect(throws: SealFailure.unpublished(place: lost.place, found: size)) {
                try await node.sealer(lost).seal()
            }
            #expect(await lost.note == nil)
            #expect("\(SealFailure.unpublished(place: "there", found: 3))".contains("concordat audit adopt"))
        }
    }

    @Test func `a log begins with the checkpoint over nothing, so that dying in its first round loses none`()
        async throws
    {
        let node = try await Node.start()
        try await node.running {
            _ = try await node.post(.numbered(1))
            let first = Shelf()
            try await node.sealer(first).seal()
            // As if the node had died between its first commit and the publication.
            let behind = Shelf(try Checkpoint.sign(size: 0, root: .emptyRoot, by: signer(node)))
            try await node.sealer(behind).seal()
            #expect(await behind.note?.text == (await first.note?.text))
        }
    }

    @Test func `a log that holds can be adopted, and is sealed on from there`() async throws {
        let node = try await Node.start()
        try await node.running {
            let adoption = LogAdoption(journal: node.journal, key: try signer(node).verifierKey)
            await #expect(throws: LogAdoption.Failure.empty) { try await adoption.candidate() }
            _ = try await node.post(.numbered(1))
            let shelf = Shelf()
            try await node.sealer(shelf).seal()
            let adopted = Shelf(try await adoption.candidate())
            #expect(await adopted.note?.text == (await shelf.note?.text))
            _ = try await node.post(.numbered(2))
            try await node.sealer(adopted).seal()
            #expect(try await LogAudit(journal: node.journal, checkpoint: await adopted.note).run().holds)
        }
    }

    @Test func `a log that was altered, or carries another signature, is not adopted`() async throws {
        let node = try await Node.start()
        try await node.running {
            _ = try await node.post(.numbered(1))
            try await node.sealer(Shelf()).seal()
            let stranger = try NoteSigner(name: NoteKeyName("test.example/other"), privateKey: node.keys.log)
            await #expect(throws: SealFailure.self) {
                try await LogAdoption(journal: node.journal, key: stranger.verifierKey).candidate()
            }
            try await node.meddle("UPDATE ledger SET leaf = set_byte(leaf, 40, get_byte(leaf, 40) # 1) WHERE kind = 1")
            await #expect(throws: LogAdoption.Failure.self) {
                try await LogAdoption(journal: node.journal, key: try signer(node).verifierKey).candidate()
            }
        }
    }

    @Test(arguments: [-20, 20]) func `entries stamped by a clock that was set wrong are sealed like all others`(
        days: Int
    )
        async throws
    {
        let node = try await Node.start()
        try await node.running {
            let shelf = Shelf()
            _ = try await node.post(.numbered(1))
            try await node.sealer(shelf).seal()
            node.clock.advance(by: .seconds(days * 86_400))
            // Whether it is accepted or refused for its time: it is an entry either way.
            _ = try await node.post(.numbered(2))
            try await node.sealer(shelf).seal()
            #expect(try await shelf.newest()?.size == UInt64(try await node.count("SELECT count(*) FROM ledger")))
            node.clock.advance(by: .seconds(-days * 86_400))
            _ = try await node.post(.numbered(3))
            _ = try await node.lease()
            try await node.sealer(shelf).seal()
            #expect(try await shelf.newest()?.size == UInt64(try await node.count("SELECT count(*) FROM ledger")))
            #expect(try await LogAudit(journal: node.journal, checkpoint: await shelf.note).run().holds)
        }
    }

    @Test func `a stream that ended is closed only when what it stamped days before its beginning is sealed`()
        async throws
    {
        let one = try await Node.start()
        let two = try await Node.start(beside: one, name: "node-2")
        try await one.running {
            let shelf = Shelf()
            try await two.running {
                _ = try await two.post(.numbered(1))
                one.clock.advance(by: .seconds(-20 * 86_400))
                _ = try await two.post(.numbered(2))
            }
            for _ in 0..<3 { try await one.sealer(shelf).seal() }
            #expect(try await shelf.newest()?.size == UInt64(try await one.count("SELECT count(*) FROM ledger")))
            // The server notices the end of a connection in its own time.
            let isClosed = try await eventually {
                _ = try await one.sealer(shelf).seal()
                return try await one.count("SELECT count(*) FROM ledger_stream WHERE closed") > 0
            }
            #expect(isClosed)
        }
    }

    @Test func `an audit takes a long range in stretches, and finds what is wrong behind the first`() async throws {
        let node = try await Node.start()
        try await node.running {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<1_400 { group.addTask { _ = try await node.post(.numbered(number)) } }
                try await group.waitForAll()
            }
            let shelf = Shelf()
            try await node.sealer(shelf).seal()
            #expect(try await LogAudit(journal: node.journal, checkpoint: await shelf.note).run().holds)
            let last =
                "(SELECT r.stream, max(r.last_seq) AS seq FROM sealed_range r WHERE r.first_index = "
                + "(SELECT max(first_index) FROM sealed_range) GROUP BY r.stream)"
            try await node.meddle(
                """
                UPDATE ledger l SET leaf = set_byte(leaf, 40, get_byte(leaf, 40) # 1)
                FROM \(last) v WHERE l.stream = v.stream AND l.seq = v.seq
                """
            )
            let verdict = try await LogAudit(journal: node.journal, checkpoint: await shelf.note).run()
            guard case .altered(let index, _, _) = verdict else {
                Issue.record("\(verdict)")
                return
            }
            #expect(index == (try #require(try await shelf.newest()).size) - 1)
        }
    }

    @Test func `an audit finds terms that are gone or reworded, though no entry was touched`() async throws {
        let node = try await Node.start()
        try await node.running {
            _ = try await node.post(.numbered(1))
            let shelf = Shelf()
            try await node.sealer(shelf).seal()
            let audit = LogAudit(journal: node.journal, checkpoint: await shelf.note)
            #expect(try await audit.run().holds)
            // Whoever can write the table can also drop its check.
            try await node.meddle(
                "ALTER TABLE terms DROP CONSTRAINT terms_check; CREATE TABLE kept AS SELECT * FROM terms"
            )
            try await node.meddle("UPDATE terms SET canonical = set_byte(canonical, 20, get_byte(canonical, 20) # 1)")
            guard case .terms = try await audit.run() else {
                Issue.record("reworded terms were not noticed")
                return
            }
            // Both hashes are there, each over the other's words.
            try await node.meddle("ALTER TABLE terms DROP CONSTRAINT terms_pkey; DELETE FROM terms")
            try await node.meddle("INSERT INTO terms SELECT * FROM kept")
            #expect(try await audit.run().holds)
            try await node.meddle(
                """
                UPDATE terms t SET canonical = o.canonical
                FROM (
                    SELECT a.sha256, coalesce((SELECT b.canonical FROM kept b WHERE b.sha256 > a.sha256 ORDER BY b.sha256 LIMIT 1),
                        (SELECT b.canonical FROM kept b ORDER BY b.sha256 LIMIT 1)) AS canonical
                    FROM kept a
                ) o
                WHERE o.sha256 = t.sha256
                """
            )
            guard case .terms = try await audit.run() else {
                Issue.record("terms that changed places were not noticed")
                return
            }
            let named = try #require(try node.books.current().clauses.first?.terms.sha256)
            await #expect(throws: StoreFailure.self) { try await node.journal.terms(sha256: named, agency: 1) }
            try await node.meddle("DELETE FROM terms")
            guard case .terms = try await audit.run() else {
                Issue.record("missing terms were not noticed")
                return
            }
        }
    }

    @Test func `a book applied before terms were kept has them kept by the first node that loads it`() async throws {
        let before = try await Node.start()
        try await before.meddle("DELETE FROM terms")
        await before.journal.close()
        let node = try await Node.start(beside: before, name: "node-2")
        try await node.running {
            _ = try await node.post(.numbered(1))
            let shelf = Shelf()
            try await node.sealer(shelf).seal()
            #expect(try await LogAudit(journal: node.journal, checkpoint: await shelf.note).run().holds)
        }
    }

    @Test func `the terms of a book stand before it is in force, and an agency that joins later may see them`()
        async throws
    {
        let node = try await Node.start()
        let agencies = "SELECT cardinality(visible_to) AS n FROM terms ORDER BY 1 DESC LIMIT 1"
        _ = try await node.books.refresh()
        let before = try await node.count(agencies)
        // What stands already is not touched by a node that loads the book.
        let written = "SELECT max(xmin::text::bigint) AS n FROM terms"
        let last = try await node.count(written)
        let beside = try await Node.start(beside: node, name: "node-2")
        #expect(try await node.count(written) == last)
        await beside.journal.close()
        try await node.meddle("UPDATE terms SET visible_to = visible_to[1:1]")
        // Away and back again: only a book that changes is written.
        for documents in [[Documents.directory(), Documents.contract, Documents.agreement(version: 2)], Documents.all] {
            let parsed = try Documents.parse(documents)
            _ = try await node.journal.apply(parsed, by: "tester", requireApprovals: false)
            _ = try await node.books.refresh()
        }
        #expect(try await node.count(agencies) == before)
        await node.journal.close()
    }
}

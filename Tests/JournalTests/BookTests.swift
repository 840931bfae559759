// SPDX-License-Identifier: Apache-2.0

import Exchange
import NodeKit
import Postgres
import TestKit
import Testing

@testable import Journal

@Suite(.timeLimit(.minutes(2))) struct BookTests {
    private static let revoked = Documents.agreement(extra: Documents.revocation())

    @Test func `a revocation binds every node: what it judged by the old book is not written`() async throws {
        let one = try await Node.start()
        let two = try await Node.start(beside: one, name: "node-2")
        try await one.running {
            try await two.running {
                #expect(try await two.post(.numbered(1)).isAccepted)
                // Node two is not told and does not look: its statement alone must notice.
                _ = try await one.journal.apply(
                    try Documents.parse([Documents.directory(), Documents.contract, Self.revoked]),
                    by: "tester",
                    requireApprovals: false
                )
                let after = try await two.post(.numbered(2))
                #expect(after.refusal != nil)
                #expect(try await one.count("SELECT count(*) FROM event_key") == 1)
            }
        }
    }

    @Test func `a new book waits for what is being written under the old one`() async throws {
        let node = try await Node.start()
        try await node.running {
            var configuration = try PostgresConfiguration(node.url)
            configuration.searchPath = [Migrator.schema(of: "testshire")]
            let pool = PostgresPool(configuration)
            let hold = "SELECT version AS n FROM head_held(1) AS h (version)"
            let waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
            try await withThrowingTaskGroup(of: Int64.self) { group in
                try await pool.withTransaction { writer async throws in
                    #expect(try await writer.execute(Statement("hold", hold)).one().int8("n") == 1)
                    group.addTask {
                        try await node.journal.apply(
                            try Documents.parse([Documents.directory(), Documents.contract, Self.revoked]),
                            by: "tester",
                            requireApprovals: false
                        ).version
                    }
                    #expect(try await eventually { try await node.count(waiting) == 1 })
                    #expect(try await node.count("SELECT version FROM book_head") == 1)
                }
                #expect(try await group.next() == 2)
            }
            await pool.close()
        }
    }

    @Test func `nothing is leased under a book that is no longer the head, nor under an agreement that has ended`()
        async throws
    {
        let node = try await Node.start()
        try await node.running {
            _ = try await node.post(.numbered(1))
            _ = try await node.journal.apply(
                try Documents.parse([Documents.directory(), Documents.contract, Self.revoked]),
                by: "tester",
                requireApprovals: false
            )
            #expect(try await node.lease().isEmpty)
            let book = try await node.books.refresh()
            #expect(try await node.lease().isEmpty)
            let closed = try await node.journal.closeEnded(
                bookVersion: book.version,
                clauses: book.endedClauseKeys(on: node.clock.now()),
                limit: 10,
                holder: "node-1",
                parties: BookNaming(book).parties
            )
            #expect(closed == 1)
            #expect(try await node.count("SELECT count(*) FROM closed_delivery WHERE reason = 'agreement-ended'") == 1)
            #expect(try await node.count("SELECT count(*) FROM ledger WHERE kind = 4") == 0)
        }
    }

    @Test func `applying the same documents again changes nothing`() async throws {
        let node = try await Node.start()
        let (version, changes) = try await node.journal.apply(
            try Documents.parse(Documents.all),
            by: "tester",
            requireApprovals: false
        )
        #expect(version == 1)
        #expect(changes.isEmpty)
        #expect(try await node.count("SELECT count(*) FROM ledger WHERE kind = 7") == 1)
        await node.journal.close()
    }

    @Test func `what applying would change is known beforehand, by name, and nothing is written`() async throws {
        let node = try await Node.start()
        #expect(try await node.journal.bookChanges(to: try Documents.parse(Documents.all)).isEmpty)
        let changed = try Documents.parse([Documents.directory(), Documents.contract, Self.revoked])
        let changes = try await node.journal.bookChanges(to: changed)
        #expect(!changes.isEmpty)
        #expect(changes.allSatisfy { $0.hasPrefix("added ") || $0.hasPrefix("changed ") || $0.hasPrefix("removed ") })
        #expect(try await node.journal.bookHead().version == 1)
        await node.journal.close()
    }

    @Test func `a book that does not compile is not written`() async throws {
        let node = try await Node.start()
        await #expect(throws: BookProblems.self) {
            _ = try await node.journal.apply(
                try Documents.parse([Documents.directory(), Documents.agreement()]),
                by: "tester",
                requireApprovals: false
            )
        }
        #expect(try await node.journal.bookHead().version == 1)
        await node.journal.close()
    }

    @Test func `an event accepted before keeps its receipt when today's book would refuse it`() async throws {
        let node = try await Node.start()
        try await node.running {
            let first = try await node.post(.numbered(1))
            _ = try await node.journal.apply(
                try Documents.parse([Documents.directory(), Documents.contract, Self.revoked]),
                by: "tester",
                requireApprovals: false
            )
            let again = try await node.post(.numbered(1))
            #expect(again.isRepeated)
            #expect(again.receipt?.core == first.receipt?.core)
        }
    }

    @Test func `several nodes may migrate and make partitions at once`() async throws {
        let node = try await Node.start()
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let pool = PostgresPool(try PostgresConfiguration(node.url))
                    let applied = try await Migrator(schema: "p_elsewhere").run(on: pool)
                    await pool.close()
                    return applied
                }
                group.addTask { try await node.journal.maintain(transit: .seconds(86_400)).made }
            }
            var total = 0
            for try await count in group { total += count }
            #expect(total == Migrator.migrations.count)
        }
        await node.journal.close()
    }

    @Test func `a schema made by a newer program, or altered since, is not touched`() async throws {
        let node = try await Node.start()
        let pool = PostgresPool(try PostgresConfiguration(node.url))
        try await node.meddle("UPDATE migration SET sha256 = '\\x00'")
        await #expect(throws: Migrator.Failure.changed(name: "partnership")) {
            try await Migrator(schema: "p_testshire").run(on: pool)
        }
        try await node.meddle("DELETE FROM migration WHERE id > 1; UPDATE migration SET id = 99")
        await #expect(throws: Migrator.Failure.newer(schema: 99, program: Migrator.migrations.count)) {
            try await Migrator(schema: "p_testshire").run(on: pool)
        }
        await pool.close()
        await node.journal.close()
    }

    @Test func `partitions are sampled and vacuumed seldom, those of before the upkeep too`() async throws {
        let node = try await Node.start()
        let unkept = """
            SELECT count(*) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_class p ON p.oid = i.inhparent
            WHERE p.relkind = 'p' AND p.relnamespace = current_schema()::regnamespace AND NOT coalesce(c.reloptions @>
                CASE WHEN p.relname IN ('ledger', 'subject_key') THEN ARRAY['autovacuum_analyze_scale_factor=0.5']
                ELSE ARRAY['autovacuum_analyze_scale_factor=0.5', 'autovacuum_vacuum_insert_threshold=-1'] END, false)
            """
        #expect(try await node.count(unkept) == 0)
        let keys =
            "SELECT count(*) FROM pg_class WHERE oid = 'event_key'::regclass AND 'autovacuum_analyze_scale_factor=0.5' = ANY (reloptions)"
        #expect(try await node.count(keys) == 1)
        try await node.meddle(
            """
            DO $$ BEGIN
                EXECUTE format('ALTER TABLE %s RESET (autovacuum_analyze_scale_factor, autovacuum_vacuum_insert_threshold)',
                    (SELECT min(inhrelid)::regclass FROM pg_inherits WHERE inhparent = 'body'::regclass));
            END $$;
            DELETE FROM migration WHERE id >= 3
            """
        )
        #expect(try await node.count(unkept) == 1)
        let pool = PostgresPool(try PostgresConfiguration(node.url))
        #expect(try await Migrator(schema: "p_testshire").run(on: pool) == Migrator.migrations.count - 2)
        #expect(try await node.count(unkept) == 0)
        await pool.close()
        await node.journal.close()
    }

    @Test func `subjects of before are found when their tree has become filters, as those to come are`() async throws {
        let node = try await Node.start()
        try await node.running { _ = try await node.post(.numbered(1)) }
        try await node.meddle(
            """
            DROP INDEX subject_key_pseudonym;
            CREATE INDEX subject_key_pseudonym ON subject_key (pseudonym);
            DELETE FROM migration WHERE id >= 4
            """
        )
        let pool = PostgresPool(try PostgresConfiguration(node.url))
        #expect(try await Migrator(schema: "p_testshire").run(on: pool) == Migrator.migrations.count - 3)
        try await node.meddle("SELECT ensure_partitions('2027-06-01', 1, 1)")
        let other = """
            SELECT count(*) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_am a ON a.oid = c.relam
            WHERE i.inhparent = 'subject_key_pseudonym'::regclass AND a.amname
            """
        #expect(try await node.count("\(other) <> 'brin'") == 0)
        let months = "SELECT count(*) FROM pg_inherits WHERE inhparent = 'subject_key'::regclass"
        #expect(try await node.count("\(other) = 'brin'") == node.count(months))
        let same = "pseudonym = (SELECT pseudonym FROM subject_key)"
        #expect(try await node.count("SELECT count(*) FROM subject_key WHERE \(same)") == 1)
        await pool.close()
        await node.journal.close()
    }

    @Test func `days pass away when their time has come, but never a day that an open delivery needs`() async throws {
        let node = try await Node.start()
        try await node.running {
            _ = try await node.post(.numbered(1))
            node.clock.advance(by: .seconds(3 * 86_400))
            _ = try await node.journal.maintain(transit: .seconds(86_400))
            #expect(try await node.count("SELECT count(*) FROM body") == 1)
            _ = try await node.settle(try #require(try await node.lease().first).hold)
            _ = try await node.journal.maintain(transit: .seconds(86_400))
            #expect(try await node.count("SELECT count(*) FROM body") == 0)
            #expect(try await node.count("SELECT count(*) FROM ledger WHERE kind = 1") == 1)
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import Postgres

/// Looks into the database behind the gateways' backs.
struct StoreView: Sendable {
    private let pool: PostgresPool

    init(_ url: String) throws {
        var configuration = try PostgresConfiguration(url)
        configuration.searchPath = ["p_testshire"]
        configuration.poolSize = 1
        pool = PostgresPool(configuration)
    }

    func close() async { await pool.close() }

    func count(_ sql: String) async throws -> Int {
        let sql = Statement("count_\(Self.name(sql))", "SELECT (\(sql))::int8")
        return Int(try await pool.execute(sql).one().int8(0))
    }

    func texts(_ sql: String) async throws -> [String] {
        try await pool.execute(Statement("texts_\(Self.name(sql))", sql)).map { try $0.text(0) }
    }

    func meddle(_ sql: String) async throws {
        try await pool.withThread { try $0.execScript(sql) }
    }

    private static func name(_ sql: String) -> String {
        String(
            sql.utf8.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 },
            radix: 36
        )
    }

    /// Rows that belong together and do not stand together, in words; empty when every message is whole.
    ///
    /// Each message of these tests has one recipient.
    ///
    /// - Parameter subjects: the identifiers by which each message can be found.
    func halves(subjects: Int = 1) async throws -> [String] {
        let faults = [
            "keys without exactly one entry":
                "SELECT count(*) FROM event_key k WHERE (SELECT count(*) FROM ledger l WHERE l.message = k.message AND l.kind = 1) <> 1",
            "entries without a key":
                "SELECT count(*) FROM ledger l WHERE kind = 1 AND NOT EXISTS (SELECT 1 FROM event_key k WHERE k.message = l.message)",
            "keys without exactly one delivery":
                """
            SELECT count(*) FROM event_key k WHERE (SELECT count(*) FROM open_delivery d WHERE d.message = k.message)
                + (SELECT count(*) FROM closed_delivery d WHERE d.message = k.message) <> 1
            """,
            "deliveries without a key":
                """
            SELECT count(*) FROM (SELECT message FROM open_delivery UNION ALL SELECT message FROM closed_delivery) d
            WHERE NOT EXISTS (SELECT 1 FROM event_key k WHERE k.message = d.message)
            """,
            "deliveries without a body":
                "SELECT count(*) FROM open_delivery d WHERE NOT EXISTS (SELECT 1 FROM body b WHERE b.day = d.body_day AND b.id = d.body)",
            "bodies too many or too few": "SELECT count(*) - (SELECT count(*) FROM event_key) FROM body",
            "keys without their subjects":
                "SELECT count(*) FROM event_key k WHERE (SELECT count(*) FROM subject_key s WHERE s.message = k.message) <> \(subjects)",
            "streams with a gap":
                "SELECT count(*) FROM (SELECT 1 FROM ledger GROUP BY stream HAVING max(seq) <> count(*) OR min(seq) <> 1) s",
            "leaf hashes that are not their leaf's":
                "SELECT count(*) FROM ledger WHERE leaf_hash <> sha256('\\x00'::bytea || leaf)",
        ]
        var found: [String] = []
        for (name, sql) in faults.sorted(by: { $0.key < $1.key }) {
            let number = try await count(sql)
            if number != 0 { found.append("\(number) \(name)") }
        }
        return found
    }
}

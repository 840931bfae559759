// SPDX-License-Identifier: Apache-2.0

internal import Exchange
internal import Postgres
internal import TransparencyLog

/// The counts and running hashes per agreement that one round of sealing carries forward.
struct Tallies {
    private struct Row {
        var chain = TallyChain()
        var lastIndex: UInt64 = 0
        /// What the agreement's last leaf said, and when.
        var notedEntries: Int64 = 0
        var notedDay: CalendarDate
    }

    private var rows: [String: Row] = [:]
    private var agreements: [Int32: String] = [:]

    /// The tallies these clauses belong to, and those whose leaf is due.
    static func fetch(clauses: Set<Int32>, on now: Timestamp, _ connection: SyncConnection) throws -> Tallies {
        var tallies = Tallies()
        if !clauses.isEmpty {
            for row in try connection.exec(SQL.sealClauses, [.int4Array(clauses.sorted())]) {
                tallies.agreements[try row.int4("key")] = try row.text("agreement")
            }
        }
        let names = Set(tallies.agreements.values).sorted()
        for row in try connection.exec(SQL.sealTally, [.textArray(names), now.day.postgres]) {
            guard let running = MerkleHash(bytes: try row.bytes("running")) else {
                throw PostgresError(.decoding, "a running hash is not of 32 bytes")
            }
            tallies.rows[try row.text("agreement")] = Row(
                chain: TallyChain(entries: try row.int8("entries"), running: running.bytes),
                lastIndex: UInt64(try row.int8("last_index")),
                notedEntries: try row.int8("noted_entries"),
                notedDay: CalendarDate(daysSince1970: Int(try row.date("noted_day")))
            )
        }
        return tallies
    }

    /// Counts an entry once for each agreement it rests on.
    mutating func add(_ hash: MerkleHash, resting clauses: [Int32], at index: UInt64, on now: Timestamp) throws {
        var names: Set<String> = []
        for clause in clauses {
            guard let name = agreements[clause] else {
                throw PostgresError(.decoding, "an entry names a clause that has no name")
            }
            names.insert(name)
        }
        for name in names {
            rows[name, default: Row(notedDay: now.day)].chain.add(hash)
            rows[name]?.lastIndex = index
        }
    }

    /// The leaves that are due, one a day for each agreement that has moved since its last; their places begin at an index.
    mutating func note(on now: Timestamp, from index: UInt64, _ evidence: Evidence) -> [LedgerEntry] {
        var leaves: [LedgerEntry] = []
        for name in rows.keys.sorted() {
            guard let row = rows[name], row.notedDay < now.day, row.chain.entries > row.notedEntries else { continue }
            let size = index + UInt64(leaves.count)
            leaves.append(evidence.tallied(name, row.chain, size: size, at: now))
            rows[name]?.notedEntries = row.chain.entries
            rows[name]?.notedDay = now.day
        }
        return leaves
    }

    /// From the fourteenth parameter of `seal_write.sql` on.
    var parameters: [PostgresValue] {
        let rows = rows.sorted { $0.key < $1.key }
        return [
            .textArray(rows.map(\.key)),
            .int8Array(rows.map(\.value.chain.entries)),
            .byteaArray(rows.map(\.value.chain.running)),
            .int8Array(rows.map { Int64($0.value.lastIndex) }),
            .int8Array(rows.map(\.value.notedEntries)),
            .textArray(rows.map(\.value.notedDay.description)),
        ]
    }
}

// SPDX-License-Identifier: Apache-2.0

package import Exchange
internal import Postgres
package import TransparencyLog

/// An entry as it is stored, at the place in the log where it was sealed.
package struct StoredEntry: Sendable {
    package let index: UInt64
    package let position: LedgerPosition
    package let leaf: [UInt8]
    package let opening: [UInt8]?

    /// The hash of the bytes as they stand now, whatever was noted when they were written.
    package var computedHash: MerkleHash { MerkleHash.leaf(of: leaf) }
}

/// A stretch of the log: its entries, or the places where one is missing.
package struct StoredStretch: Sendable {
    package let entries: [StoredEntry]
    /// Places in the log whose entry is not stored any more.
    package let missing: [UInt64]
    /// Where the next stretch begins; nil at the end.
    package let next: UInt64?
}

extension Journal {
    /// Entries in the order of the log, some ranges at a time; the verifier hashes them again.
    package func auditStretch(from index: UInt64, ranges: Int = 200) async throws -> StoredStretch {
        try await readers.withThread { connection in
            let rows = try connection.exec(SQL.auditEntries, [.int8(Int64(clamping: index)), .int8(Int64(ranges))])
            var entries: [StoredEntry] = []
            var missing: [UInt64] = []
            var end: UInt64?
            var range: (first: Int64, seq: Int64, last: Int64, found: Set<Int64>)?
            func finish() {
                guard let range else { return }
                for seq in range.seq...range.last where !range.found.contains(seq) {
                    missing.append(UInt64(range.first + seq - range.seq))
                }
                end = UInt64(range.first + range.last - range.seq + 1)
            }
            for row in rows {
                let first = try row.int8("first_index"), firstSeq = try row.int8("first_seq")
                if range?.first != first {
                    finish()
                    range = (first, firstSeq, try row.int8("last_seq"), [])
                }
                guard try !row.isNull("seq") else { continue }
                let seq = try row.int8("seq")
                range?.found.insert(seq)
                entries.append(
                    StoredEntry(
                        index: UInt64(first + seq - firstSeq),
                        position: LedgerPosition(stream: try row.int8("stream"), seq: seq),
                        leaf: try row.bytes("leaf"),
                        opening: try row.optionalBytes("opening")
                    )
                )
            }
            finish()
            return StoredStretch(entries: entries, missing: missing, next: end)
        }
    }

    /// The head of the log in the database: size, root and note.
    package func logHead() async throws -> (size: UInt64, root: MerkleHash, note: String)? {
        guard let row = try await readers.execute(SQL.logHead).first,
            let root = MerkleHash(bytes: try row.bytes("root"))
        else { return nil }
        return (UInt64(try row.int8("size")), root, try row.text("note"))
    }
}

extension Journal {
    /// A tile as wide as it is stored.
    func widestTile(level: Int, index: UInt64) async throws -> [UInt8]? {
        try await readers.execute(SQL.tile, [.int2(Int16(level)), .int8(Int64(clamping: index))]).first?.bytes("hashes")
    }
}

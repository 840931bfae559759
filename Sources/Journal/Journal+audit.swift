// SPDX-License-Identifier: Apache-2.0

internal import Crypto
package import Exchange
internal import Postgres
package import TransparencyLog

/// One place of the log: the hash it was sealed with, and the entry as it is stored now.
struct LogPlace: Sendable {
    /// From the tiles; nil when they have none.
    var sealed: MerkleHash?
    /// Nil when no entry is stored.
    var entry: StoredEntry?
    /// Whether more than one entry claims the place.
    var isContested = false
}

/// An entry as it is stored.
struct StoredEntry: Sendable {
    let position: LedgerPosition
    let leaf: [UInt8]

    /// The hash of the bytes as they stand now, whatever was noted when they were written.
    var computedHash: MerkleHash { MerkleHash.leaf(of: leaf) }
}

extension Journal {
    /// Some places in the order of the log: as many as were asked for, and no more entries than that, whatever is stored.
    func auditPlaces(from index: UInt64, count: Int) async throws -> [LogPlace] {
        try await readers.withThread { connection in
            var places = Array(repeating: LogPlace(), count: count)
            let tiles = index / UInt64(Tile.fullWidth)...(index + UInt64(count) - 1) / UInt64(Tile.fullWidth)
            for number in tiles {
                let rows = try connection.exec(SQL.tile, [.int2(0), .int8(Int64(clamping: number))])
                guard let row = rows.first, let hashes = MerkleHash.row(from: try row.bytes("hashes")) else { continue }
                for (offset, hash) in hashes.enumerated() {
                    let place = number * UInt64(Tile.fullWidth) + UInt64(offset)
                    if place >= index, place < index + UInt64(count) { places[Int(place - index)].sealed = hash }
                }
            }
            for row in try connection.exec(SQL.auditEntries, [.int8(Int64(clamping: index)), .int8(Int64(count))]) {
                let place = Int(try row.int8("index") - Int64(clamping: index))
                guard places.indices.contains(place) else { continue }
                if places[place].entry != nil { places[place].isContested = true }
                let position = LedgerPosition(stream: try row.int8("stream"), seq: try row.int8("seq"))
                places[place].entry = StoredEntry(position: position, leaf: try row.bytes("leaf"))
            }
            return places
        }
    }

    /// Which of the terms are not stored as they were: gone, or other words under the hash.
    func alteredTerms(among hashes: Set<[UInt8]>) async throws -> [[UInt8]] {
        // A log from before there were terms names none, and its schema may have no table of them.
        guard !hashes.isEmpty else { return [] }
        return try await readers.withThread { connection in
            var missing = hashes, altered: Set<[UInt8]> = []
            for row in try connection.exec(SQL.termsStored, [.byteaArray(Array(hashes))]) {
                let hash = try row.bytes("sha256")
                missing.remove(hash)
                if Array(SHA256.hash(data: try row.bytes("canonical"))) != hash { altered.insert(hash) }
            }
            return missing.union(altered).sorted { $0.lexicographicallyPrecedes($1) }
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

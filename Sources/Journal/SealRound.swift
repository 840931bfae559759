// SPDX-License-Identifier: Apache-2.0

internal import Exchange
internal import Postgres
internal import TransparencyLog

/// One round of sealing, on the thread of a connection.
struct SealRound {
    let signer: NoteSigner
    let kept: Checkpoint
    let limit: Int
    let evidence: Evidence
    let now: Timestamp

    private struct Entry {
        let stream: Int64
        let seq: Int64
        let hash: MerkleHash
        let at: Timestamp
        let clauses: [Int32]
        /// The number of the stream's last entry in the log.
        let sealedSeq: Int64
    }

    private struct Range {
        let first: UInt64
        let stream: Int64
        let firstSeq: Int64
        var lastSeq: Int64
        var firstAt: Timestamp
        var lastAt: Timestamp
    }

    /// - Returns: the note over the log as it now stands; nil when another sealer holds the head or the log is still empty.
    func run(on connection: SyncConnection) throws -> SignedNote? {
        let empty = CompactRange()
        var noted = 0
        let sealed = try connection.transaction { connection -> SignedNote? in
            _ = try connection.exec(SQL.sealBegin, [.bytea(empty.root.bytes), .bytea([])])
            guard let head = try connection.exec(SQL.sealHead).first else { return nil }
            let size = UInt64(try head.int8("size"))
            let hashes = MerkleHash.row(from: try head.bytes("range")) ?? []
            let range = try CompactRange(size: size, hashes: hashes)
            try check(range, on: connection)
            try closeEnded(on: connection)
            let stream = try LedgerStream.current(on: connection)
            let entries = try read(on: connection)
            var tallies = try tallies(of: entries, from: size, on: connection)
            let leaves =
                mayNote(entries, stream) ? tallies.note(on: now, from: size + UInt64(entries.count), evidence) : []
            guard !entries.isEmpty || !leaves.isEmpty else { return size == 0 ? nil : try note(of: head, over: range) }
            noted = leaves.count
            return try append(entries, leaves, of: stream, tallies, to: range, on: connection)
        }
        LedgerStream.advance(by: noted, on: connection)
        return sealed
    }

    /// Whether the sealer's own entries all go into this round: what it writes itself comes behind them in its stream.
    private func mayNote(_ entries: [Entry], _ stream: LedgerStream) -> Bool {
        guard let last = entries.last(where: { $0.stream == stream.id }) else { return true }
        return last.seq == stream.lastSeq
    }

    /// The note in the database, believed only when it is this log's own and says what the log is.
    private func note(of head: PostgresRow, over range: CompactRange) throws -> SignedNote {
        let note = try SignedNote(parsing: Array(try head.text("note").utf8))
        let checkpoint = try Checkpoint(text: note.text)
        guard case .verified = note.verify(keys: [signer.verifierKey]), checkpoint.size == range.size,
            checkpoint.root == range.root
        else { throw SealFailure.untrusted("the checkpoint in the database") }
        return note
    }

    private func closeEnded(on connection: SyncConnection) throws {
        let ended = try connection.exec(SQL.sealEnded).map { try $0.int8("id") }
        if !ended.isEmpty { _ = try connection.exec(SQL.sealClose, [.int8Array(ended)]) }
    }

    /// Proves that the log contains the checkpoint kept outside the database.
    private func check(_ range: CompactRange, on connection: SyncConnection) throws {
        guard kept.size > 0 else { return }
        guard kept.size <= range.size else { throw SealFailure.shrunk(kept: kept.size, found: range.size) }
        let tiles = try StoredTiles.fetch(
            ConsistencyProof.tilesNeeded(oldSize: kept.size, newSize: range.size),
            on: connection
        )
        let proof = try ConsistencyProof(oldSize: kept.size, newSize: range.size, tiles: tiles)
        guard proof.verify(oldRoot: kept.root, newRoot: range.root).holds else {
            throw SealFailure.forked(size: kept.size)
        }
    }

    private func read(on connection: SyncConnection) throws -> [Entry] {
        try connection.exec(SQL.sealEntries, [.int8(Int64(limit))]).map { row in
            guard let hash = MerkleHash(bytes: try row.bytes("leaf_hash")) else {
                throw PostgresError(.decoding, "a leaf hash is not of 32 bytes")
            }
            return Entry(
                stream: try row.int8("stream"),
                seq: try row.int8("seq"),
                hash: hash,
                at: try row.time("at"),
                clauses: try row.int4Array("clauses"),
                sealedSeq: try row.int8("sealed_seq")
            )
        }
    }

    private func append(
        _ entries: [Entry],
        _ leaves: [LedgerEntry],
        of stream: LedgerStream,
        _ tallies: Tallies,
        to range: CompactRange,
        on connection: SyncConnection
    ) throws -> SignedNote {
        let present = try StoredTiles.fetch(TileBuilder.tilesNeeded(size: range.size), on: connection)
        var builder = try TileBuilder(range: range, tiles: present)
        builder.append(contentsOf: entries.map(\.hash) + leaves.map(\.leafHash))
        let note = try Checkpoint.sign(size: builder.range.size, root: builder.range.root, by: signer)
        var ranges = try ranges(of: entries, from: range.size)
        if !leaves.isEmpty {
            ranges.append(
                Range(
                    first: range.size + UInt64(entries.count),
                    stream: stream.id,
                    firstSeq: stream.lastSeq + 1,
                    lastSeq: stream.lastSeq + Int64(leaves.count),
                    firstAt: now,
                    lastAt: now
                )
            )
        }
        let tiles = builder.changedTiles
        let parameters: [PostgresValue] = [
            .int8(Int64(builder.range.size)),
            .bytea(builder.range.root.bytes),
            .bytea(MerkleHash.bytes(of: builder.range.hashes)),
            .text(note.encoded),
            .int8Array(ranges.map { Int64($0.first) }),
            .int8Array(ranges.map(\.stream)),
            .int8Array(ranges.map(\.firstSeq)),
            .int8Array(ranges.map(\.lastSeq)),
            .timestamptzArray(unixMicroseconds: ranges.map(\.firstAt.microseconds)),
            .timestamptzArray(unixMicroseconds: ranges.map(\.lastAt.microseconds)),
            .int2Array(tiles.map { Int16($0.address.level) }),
            .int8Array(tiles.map { Int64(clamping: $0.address.index) }),
            .byteaArray(tiles.map(\.bytes)),
        ]
        let entering = leaves.isEmpty ? [] : [stream.enter(leaves)]
        _ = try connection.execAndCommit(entering + [(SQL.sealWrite, parameters + tallies.parameters)])
        return note
    }

    /// Gathers entries that follow one another in a stream; a missing number is an alarm, never skipped.
    private func ranges(of entries: [Entry], from size: UInt64) throws -> [Range] {
        var ranges: [Range] = []
        for (offset, entry) in entries.enumerated() {
            if var last = ranges.last, last.stream == entry.stream {
                guard entry.seq == last.lastSeq + 1 else {
                    throw SealFailure.gap(stream: entry.stream, after: last.lastSeq)
                }
                last.lastSeq = entry.seq
                last.firstAt = min(last.firstAt, entry.at)
                last.lastAt = max(last.lastAt, entry.at)
                ranges[ranges.count - 1] = last
            } else {
                guard entry.seq == entry.sealedSeq + 1 else {
                    throw SealFailure.gap(stream: entry.stream, after: entry.sealedSeq)
                }
                ranges.append(
                    Range(
                        first: size + UInt64(offset),
                        stream: entry.stream,
                        firstSeq: entry.seq,
                        lastSeq: entry.seq,
                        firstAt: entry.at,
                        lastAt: entry.at
                    )
                )
            }
        }
        return ranges
    }

    private func tallies(of entries: [Entry], from size: UInt64, on connection: SyncConnection) throws -> Tallies {
        var tallies = try Tallies.fetch(clauses: Set(entries.flatMap(\.clauses)), on: now, connection)
        for (offset, entry) in entries.enumerated() where !entry.clauses.isEmpty {
            try tallies.add(entry.hash, resting: entry.clauses, at: size + UInt64(offset), on: now)
        }
        return tallies
    }
}

// SPDX-License-Identifier: Apache-2.0

internal import Exchange
package import TransparencyLog

/// Hashes every stored entry again, in the order of the log, and compares what comes out with the tiles and with the
/// checkpoint that is kept outside the database.
///
/// What was noted when an entry was written is not believed.
package struct LogAudit: Sendable {
    private let journal: Journal
    private let checkpoint: SignedNote?

    /// - Parameter checkpoint: the note kept outside the database, its signature already verified; nil when none was published.
    package init(journal: Journal, checkpoint: SignedNote?) {
        self.journal = journal
        self.checkpoint = checkpoint
    }

    package func run() async throws -> AuditVerdict {
        guard let note = checkpoint else { return .noCheckpoint }
        let published = try Checkpoint(text: note.text)
        var range = CompactRange()
        var next: UInt64? = 0
        while let from = next, from < published.size {
            let stretch = try await journal.auditStretch(from: from)
            // Places that hold no entry come out of order with those that do: the lowest is what is reported.
            var faults = stretch.missing.filter { $0 < published.size }
            let stored = try await leafHashes(stretch.entries.map(\.index))
            for entry in stretch.entries where entry.index < published.size {
                if let expected = stored[entry.index], expected != entry.computedHash { faults.append(entry.index) }
            }
            if let first = faults.min() {
                let place = stretch.entries.first { $0.index == first }
                return place.map { .altered(index: first, stream: $0.position.stream, seq: $0.position.seq) }
                    ?? .missing(index: first)
            }
            for entry in stretch.entries where entry.index < published.size {
                guard entry.index == range.size else { return .missing(index: range.size) }
                range.append(entry.computedHash)
            }
            next = stretch.next
        }
        guard range.size == published.size else { return .missing(index: range.size) }
        // The tiles could have been altered along with the entry: the root outside the database cannot.
        guard range.root == published.root else { return .differs(size: published.size) }
        return .verified(size: published.size, root: published.root)
    }

    /// The leaf hashes the log was sealed with, from its tiles.
    private func leafHashes(_ indices: [UInt64]) async throws -> [UInt64: MerkleHash] {
        var hashes: [UInt64: MerkleHash] = [:]
        for number in Set(indices.map { $0 / UInt64(Tile.fullWidth) }).sorted() {
            guard let bytes = try await journal.widestTile(level: 0, index: number),
                let row = MerkleHash.row(from: bytes)
            else { continue }
            for (offset, hash) in row.enumerated() { hashes[number * UInt64(Tile.fullWidth) + UInt64(offset)] = hash }
        }
        return hashes
    }
}

/// What hashing everything again led to.
package enum AuditVerdict: Sendable, Equatable, CustomStringConvertible {
    case verified(size: UInt64, root: MerkleHash)
    case altered(index: UInt64, stream: Int64, seq: Int64)
    case missing(index: UInt64)
    case differs(size: UInt64)
    case noCheckpoint

    package var holds: Bool {
        if case .verified = self { true } else { false }
    }

    package var description: String {
        switch self {
        case .verified(let size, let root): "log verified: \(size) entries, root \(root.base64)"
        case .altered(let index, let stream, let seq):
            "ALTERED: entry \(index) of the log (stream \(stream), number \(seq)) is not what was sealed; it is the first"
        case .missing(let index): "MISSING: entry \(index) of the log is not stored"
        case .differs(let size):
            "DIFFERS: the stored entries and tiles agree with each other, but not with the checkpoint over \(size) entries kept outside"
        case .noCheckpoint: "there is no checkpoint outside the database to compare with"
        }
    }
}

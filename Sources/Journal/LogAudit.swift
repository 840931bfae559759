// SPDX-License-Identifier: Apache-2.0

internal import Exchange
package import TransparencyLog

/// Hashes every stored entry again, in the order of the log, and compares what comes out with the tiles and with the
/// checkpoint that is kept outside the database; reproduces every tally from the leaves before it; and finds the terms they name.
///
/// What was noted when an entry was written is not believed. Entries dropped past their evidence date are proven by the tiles alone; how many
/// those may be stands in the log itself, so that one more that is gone is noticed.
package struct LogAudit: Sendable {
    /// Entries held in memory at a time: whole tiles.
    private static let stretch = 1_024

    private let journal: Journal
    private let checkpoint: SignedNote?

    /// - Parameter checkpoint: the note to compare with, its signature already verified; nil when none was published.
    package init(journal: Journal, checkpoint: SignedNote?) {
        self.journal = journal
        self.checkpoint = checkpoint
    }

    package func run() async throws -> AuditVerdict {
        guard let note = checkpoint else { return .noCheckpoint }
        let published = try Checkpoint(text: note.text)
        var walk = AuditWalk()
        while walk.range.size < published.size {
            let count = Int(min(UInt64(Self.stretch), published.size - walk.range.size))
            for place in try await journal.auditPlaces(from: walk.range.size, count: count) {
                if let fault = walk.step(place) { return fault }
            }
        }
        if let fault = walk.unaccounted { return fault }
        if let altered = try await journal.alteredTerms(among: walk.terms).first {
            return .terms(sha256: TextCoding.hex(altered))
        }
        // The tiles could have been altered along with the entry: the root outside the database cannot.
        guard walk.range.root == published.root else { return .differs(size: published.size) }
        return .verified(size: published.size, root: published.root, dropped: walk.absent)
    }
}

/// How far an audit has come.
private struct AuditWalk {
    private(set) var range = CompactRange()
    /// Places whose entry is not stored any more.
    private(set) var absent: UInt64 = 0
    private var firstAbsent: UInt64?
    /// How many entries were dropped past their date, as the log's own leaves say.
    private var dropped: UInt64 = 0
    private var tallies = TallyReplay()
    /// The hashes of all terms the entries rest on.
    private(set) var terms: Set<[UInt8]> = []

    /// Takes the next place of the log; nil when it is as it should be.
    mutating func step(_ place: LogPlace) -> AuditVerdict? {
        let index = range.size
        guard let entry = place.entry else {
            guard let sealed = place.sealed else { return .missing(index: index) }
            absent += 1
            firstAbsent = firstAbsent ?? index
            tallies.lose()
            range.append(sealed)
            return nil
        }
        let hash = entry.computedHash
        guard !place.isContested, place.sealed == nil || place.sealed == hash else {
            return .altered(index: index, stream: entry.position.stream, seq: entry.position.seq)
        }
        range.append(hash)
        guard let leaf = EvidenceLeaf(entry.leaf) else { return nil }
        // The largest: entries of several nodes stand in the order of their streams, not of their making.
        if let total = leaf.droppedTotal { dropped = max(dropped, UInt64(clamping: total)) }
        terms.formUnion(leaf.terms)
        for agreement in leaf.agreements { tallies.add(hash, to: agreement) }
        if let tally = leaf.tally, !tallies.reproduce(tally, at: index) {
            return .tally(index: index, agreement: tally.agreement)
        }
        return nil
    }

    /// The fault, when other entries are gone than those the log says were dropped.
    var unaccounted: AuditVerdict? {
        guard absent != dropped else { return nil }
        if dropped == 0, let firstAbsent { return .missing(index: firstAbsent) }
        return .unaccounted(missing: absent, dropped: dropped)
    }
}

/// What hashing everything again led to.
package enum AuditVerdict: Sendable, Equatable, CustomStringConvertible {
    /// - Parameter dropped: entries past their evidence date, which only the tiles prove.
    case verified(size: UInt64, root: MerkleHash, dropped: UInt64 = 0)
    case altered(index: UInt64, stream: Int64, seq: Int64)
    case missing(index: UInt64)
    case unaccounted(missing: UInt64, dropped: UInt64)
    case tally(index: UInt64, agreement: String)
    /// Terms that entries name by hash are gone, or other words stand in their place.
    case terms(sha256: String)
    case differs(size: UInt64)
    case noCheckpoint

    package var holds: Bool {
        if case .verified = self { true } else { false }
    }

    package var description: String {
        switch self {
        case .verified(let size, let root, let dropped):
            "log verified: \(size) entries, root \(root.base64)"
                + (dropped > 0 ? "; of \(dropped) past their evidence date only the hashes are kept" : "")
        case .altered(let index, let stream, let seq):
            "ALTERED: entry \(index) of the log (stream \(stream), number \(seq)) is not what was sealed; it is the first"
        case .missing(let index): "MISSING: entry \(index) of the log is not stored"
        case .unaccounted(let missing, let dropped):
            """
            MISSING: \(missing) entries of the log are not stored, and it says that \(dropped) were dropped past their date; if a month is \
            being dropped just now, verify again
            """
        case .tally(let index, let agreement):
            "TALLY: entry \(index) of the log states another tally of \(agreement) than the entries before it give"
        case .terms(let sha256): "TERMS: the terms \(sha256) that entries rest on are not stored as they were"
        case .differs(let size):
            "DIFFERS: the stored entries and tiles agree with each other, but not with the checkpoint over \(size) entries kept outside"
        case .noCheckpoint: "there is no checkpoint outside the database to compare with"
        }
    }
}

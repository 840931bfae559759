// SPDX-License-Identifier: Apache-2.0

package import TransparencyLog

/// One line of evidence: the exact bytes that are hashed into the log, and what lies beside them.
///
/// The leaf holds no content, no identifier of a person and no pseudonym: only who, what, when, under which clause, and one 32-byte
/// commitment. The opening of the commitment lies beside the leaf and can be deleted without touching the log (DESIGN §9).
package struct LedgerEntry: Sendable {
    /// What happened.
    ///
    /// The numbers are stored: never reuse one.
    package enum Kind: Int16, Sendable, CaseIterable {
        case accepted = 1
        case refused = 2
        case rehearsed = 3
        case released = 4
        case settled = 5
        case viewed = 6
        case configured = 7
        case tally = 8
        case received = 9
        case dropped = 10

        /// The word in the leaf's `kind` member.
        package var word: String {
            switch self {
            case .accepted: "accepted"
            case .refused: "refused"
            case .rehearsed: "rehearsed"
            case .released: "released"
            case .settled: "settled"
            case .viewed: "viewed"
            case .configured: "configured"
            case .tally: "tally"
            case .received: "received"
            case .dropped: "dropped"
            }
        }
    }

    package let kind: Kind
    /// The moment stamped into the leaf; also chooses the month the entry is kept with.
    package let at: Timestamp
    /// The message the entry is about, when it is about one.
    package let message: UniqueID?
    /// Canonical JSON (RFC 8785); hashed exactly as it stands.
    package let leaf: [UInt8]
    /// The hash under which the entry stands in the log (RFC 9162 §2.1.1); kept, because its row and its receipt both hold it.
    package let leafHash: MerkleHash
    /// What opens the commitment in the leaf; nil when there is none.
    package let opening: [UInt8]?
    /// Keys of the agencies that may see the entry.
    package let scope: [Int32]
    /// Keys of the clauses a disclosure in this entry rests on: what completeness is counted by.
    package let clauses: [Int32]

    package init(
        kind: Kind,
        at: Timestamp,
        message: UniqueID?,
        leaf: [UInt8],
        opening: [UInt8]? = nil,
        scope: [Int32],
        clauses: [Int32] = []
    ) {
        self.kind = kind
        self.at = at
        self.message = message
        self.leaf = leaf
        leafHash = MerkleHash.leaf(of: leaf)
        self.opening = opening
        self.scope = scope
        self.clauses = clauses
    }
}

/// Where an entry stands before it is sealed: its connection's stream and its number in it.
package struct LedgerPosition: Sendable, Hashable {
    package let stream: Int64
    package let seq: Int64

    package init(stream: Int64, seq: Int64) {
        self.stream = stream
        self.seq = seq
    }
}

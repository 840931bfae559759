// SPDX-License-Identifier: Apache-2.0

/// Proof that a tree only grew (RFC 9162 §2.1.4).
package struct ConsistencyProof: Hashable, Sendable {
    /// Number of leaves of the older tree.
    package let oldSize: UInt64
    /// Number of leaves of the newer tree.
    package let newSize: UInt64
    /// Hashes in the order of RFC 9162 §2.1.4.1; none if the sizes are equal.
    package let path: [MerkleHash]

    /// Takes up a proof that came from elsewhere; nothing is checked before `verify`.
    package init(oldSize: UInt64, newSize: UInt64, path: [MerkleHash]) {
        self.oldSize = oldSize
        self.newSize = newSize
        self.path = path
    }

    /// Computes the proof from fetched tiles.
    package init(oldSize: UInt64, newSize: UInt64, tiles: TileSet) throws(ProofError) {
        let plan = try Self.plan(oldSize: oldSize, newSize: newSize)
        do {
            self.init(oldSize: oldSize, newSize: newSize, path: try plan.hashes(from: tiles))
        } catch {
            throw .tile(error)
        }
    }

    /// Tiles to fetch before the proof can be computed.
    package static func tilesNeeded(oldSize: UInt64, newSize: UInt64) throws(ProofError) -> [TileReference] {
        try plan(oldSize: oldSize, newSize: newSize).tiles(size: newSize)
    }

    private static func plan(oldSize: UInt64, newSize: UInt64) throws(ProofError) -> ProofPlan {
        guard oldSize > 0 else { throw .fromEmptyTree }
        guard oldSize <= newSize else { throw .sizesReversed }
        return ProofPlan(consistencyFrom: oldSize, to: newSize)
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Proof that a leaf is in a tree (RFC 9162 §2.1.3).
package struct InclusionProof: Hashable, Sendable {
    /// Position of the leaf, from 0.
    package let index: UInt64
    /// Number of leaves of the tree.
    package let size: UInt64
    /// Hashes from the leaf's sibling up to the child of the root.
    package let path: [MerkleHash]

    /// Takes up a proof that came from elsewhere; nothing is checked before `verify`.
    package init(index: UInt64, size: UInt64, path: [MerkleHash]) {
        self.index = index
        self.size = size
        self.path = path
    }

    /// Computes the proof from fetched tiles.
    package init(index: UInt64, size: UInt64, tiles: TileSet) throws(ProofError) {
        let plan = try Self.plan(index: index, size: size)
        do {
            self.init(index: index, size: size, path: try plan.hashes(from: tiles))
        } catch {
            throw .tile(error)
        }
    }

    /// Tiles to fetch before the proof can be computed.
    package static func tilesNeeded(index: UInt64, size: UInt64) throws(ProofError) -> [TileReference] {
        try plan(index: index, size: size).tiles(size: size)
    }

    private static func plan(index: UInt64, size: UInt64) throws(ProofError) -> ProofPlan {
        guard index < size else { throw .indexOutsideTree }
        return ProofPlan(inclusionOf: index, size: size)
    }
}

// SPDX-License-Identifier: Apache-2.0

/// A tree held whole in memory, for a small list of leaves such as a group of receipts signed together.
package struct MerkleTree: Sendable {
    /// Hashes by level from the leaves up; the last of an odd level is carried up as it is.
    private let levels: [[MerkleHash]]

    /// Builds the tree over leaf hashes.
    package init(leaves: [MerkleHash]) {
        var levels = [leaves]
        var row = leaves
        while row.count > 1 {
            row = MerkleHash.parents(of: row)
            levels.append(row)
        }
        self.levels = levels
    }

    /// Number of leaves.
    package var size: Int { levels[0].count }

    /// Root of the tree; `MerkleHash.emptyRoot` without leaves.
    package var root: MerkleHash { levels.last?.first ?? .emptyRoot }

    /// Inclusion path of a leaf, sibling first; nil when there is no such leaf.
    package func path(index: Int) -> [MerkleHash]? {
        guard levels[0].indices.contains(index) else { return nil }
        var position = index
        var path: [MerkleHash] = []
        for row in levels {
            if row.indices.contains(position ^ 1) { path.append(row[position ^ 1]) }
            position >>= 1
        }
        return path
    }

    /// Inclusion proof of a leaf; nil when there is no such leaf.
    package func proof(index: Int) -> InclusionProof? {
        path(index: index).map { InclusionProof(index: UInt64(index), size: UInt64(size), path: $0) }
    }
}

// SPDX-License-Identifier: Apache-2.0

/// The right edge of a tree: enough to append leaves and to know the root, at most 63 hashes.
package struct CompactRange: Hashable, Sendable {
    /// Greatest number of leaves, 2⁶³ - 1, the greatest a database's 64-bit column holds.
    package static let maximumSize = UInt64(Int64.max)

    /// Number of leaves so far.
    package private(set) var size: UInt64
    /// Roots of the complete subtrees, largest first: one for each bit set in `size`.
    package private(set) var hashes: [MerkleHash]

    /// The tree without leaves.
    package init() {
        size = 0
        hashes = []
    }

    /// Takes up a range where it was left, as `size` and `hashes` told it.
    package init(size: UInt64, hashes: [MerkleHash]) throws(CompactRangeError) {
        guard size <= Self.maximumSize else { throw .sizeTooLarge }
        guard hashes.count == size.nonzeroBitCount else {
            throw .hashCount(expected: size.nonzeroBitCount, found: hashes.count)
        }
        self.size = size
        self.hashes = hashes
    }

    /// Root of the tree of the leaves so far.
    package var root: MerkleHash {
        guard var root = hashes.last else { return .emptyRoot }
        for left in hashes.dropLast().reversed() {
            root = .node(left, root)
        }
        return root
    }

    /// Adds the hash of the next leaf, and tells each node it completes, the leaf first, then upwards.
    package mutating func append(_ leaf: MerkleHash, completed: (NodeAddress, MerkleHash) -> Void = { _, _ in }) {
        var node = leaf
        var level = 0
        var index = size
        completed(NodeAddress(level: level, index: index), node)
        while index & 1 == 1 {
            node = .node(hashes.removeLast(), node)
            level += 1
            index >>= 1
            completed(NodeAddress(level: level, index: index), node)
        }
        hashes.append(node)
        size += 1
    }
}

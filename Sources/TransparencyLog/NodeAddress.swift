// SPDX-License-Identifier: Apache-2.0

/// Place of a complete node in the tree: the leaves `index << level ..< (index + 1) << level`.
package struct NodeAddress: Hashable, Sendable {
    /// Height above the leaves, which are level 0.
    package let level: Int
    /// Position in its level, from the left, from 0.
    package let index: UInt64

    /// Names a node by level and position.
    package init(level: Int, index: UInt64) {
        self.level = level
        self.index = index
    }

    /// Tile that holds this node or the hashes under it.
    package var tile: TileAddress {
        TileAddress(level: level / TileAddress.height, index: firstHash >> UInt64(TileAddress.height))
    }

    /// Positions, inside `tile`, of the hashes this node is the root of.
    var hashesInTile: Range<Int> {
        let start = Int(firstHash & UInt64(Tile.fullWidth - 1))
        return start..<start + (1 << (level % TileAddress.height))
    }

    private var firstHash: UInt64 { index << UInt64(level % TileAddress.height) }
}

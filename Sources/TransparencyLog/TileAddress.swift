// SPDX-License-Identifier: Apache-2.0

/// Place of a tile: its level of tiles and its position there (C2SP tlog-tiles).
package struct TileAddress: Hashable, Sendable, Comparable {
    /// Tree levels that one tile spans.
    package static let height = 8

    /// Level of tiles; level 0 holds leaf hashes.
    package let level: Int
    /// Position in its level, from 0.
    package let index: UInt64

    /// Names a tile by level and position.
    package init(level: Int, index: UInt64) {
        self.level = level
        self.index = index
    }

    /// Orders by level, then by position.
    package static func < (left: TileAddress, right: TileAddress) -> Bool {
        (left.level, left.index) < (right.level, right.index)
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Which tiles a tree of a given size has, and how wide they are (C2SP tlog-tiles).
package struct TileLayout: Hashable, Sendable {
    /// Number of leaves.
    package let size: UInt64

    /// Lays out a tree of so many leaves.
    package init(size: UInt64) {
        self.size = size
    }

    /// Levels that have a tile, counted from level 0.
    package var levels: Range<Int> {
        0..<(64 - size.leadingZeroBitCount + TileAddress.height - 1) / TileAddress.height
    }

    /// Width of a tile at this size: 256 when full, 0 when the tree has no such tile.
    package func width(of address: TileAddress) -> Int {
        let hashes = hashCount(level: address.level)
        let full = hashes / UInt64(Tile.fullWidth)
        if address.index < full { return Tile.fullWidth }
        return address.index == full ? Int(hashes % UInt64(Tile.fullWidth)) : 0
    }

    /// Whether the tree has, or at a smaller size had, the tile at the width named.
    package func holds(_ reference: TileReference) -> Bool {
        reference.width <= width(of: reference.address)
    }

    /// The rightmost tiles that are not full, at most one a level, lowest level first.
    package var partialTiles: [TileReference] {
        levels.compactMap { level in
            let hashes = hashCount(level: level)
            let address = TileAddress(level: level, index: hashes / UInt64(Tile.fullWidth))
            return TileReference(address, width: Int(hashes % UInt64(Tile.fullWidth)))
        }
    }

    /// Every tile at its width, by level and position: about one for each 255 leaves.
    package var tiles: [TileReference] { tiles(since: 0) }

    /// Tiles that are new or wider than they were in a tree of `old` leaves, by level and position.
    package func tiles(since old: UInt64) -> [TileReference] {
        let before = TileLayout(size: old)
        return levels.flatMap { level in
            let hashes = hashCount(level: level)
            guard hashes > before.hashCount(level: level) else { return [TileReference]() }
            let first = before.hashCount(level: level) / UInt64(Tile.fullWidth)
            return (first...(hashes - 1) / UInt64(Tile.fullWidth)).compactMap { index in
                let address = TileAddress(level: level, index: index)
                return TileReference(address, width: width(of: address))
            }
        }
    }

    /// Hashes that all tiles of one level hold together.
    private func hashCount(level: Int) -> UInt64 {
        level < 8 ? size >> UInt64(level * TileAddress.height) : 0
    }
}

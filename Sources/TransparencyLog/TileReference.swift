// SPDX-License-Identifier: Apache-2.0

/// A tile at one of its widths: what a path names (C2SP tlog-tiles).
package struct TileReference: Hashable, Sendable, Comparable {
    /// Place of the tile.
    package let address: TileAddress
    /// Number of hashes, 1 to 256.
    package let width: Int

    /// Names a tile at a width of 1 to 256 on a level of 0 to 63; nil outside those bounds.
    package init?(_ address: TileAddress, width: Int) {
        guard (1...Tile.fullWidth).contains(width), (0...63).contains(address.level) else { return nil }
        self.init(unchecked: address, width: width)
    }

    init(unchecked address: TileAddress, width: Int) {
        self.address = address
        self.width = width
    }

    /// Whether all 256 hashes are there, so that the tile never changes again.
    package var isFull: Bool { width == Tile.fullWidth }

    /// Orders by place, then by width.
    package static func < (left: TileReference, right: TileReference) -> Bool {
        (left.address, left.width) < (right.address, right.width)
    }
}

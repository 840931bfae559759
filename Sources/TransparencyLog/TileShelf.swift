// SPDX-License-Identifier: Apache-2.0

/// Tiles under construction: those that were filled, and the open one of each level.
struct TileShelf: Sendable {
    private struct OpenTile {
        var address: TileAddress
        var hashes: [MerkleHash]
        var grew = false
    }

    private var filled: [Tile] = []
    private var open: [Int: OpenTile] = [:]

    /// Puts a partial tile up to be continued.
    mutating func open(_ address: TileAddress, holding hashes: ArraySlice<MerkleHash>) {
        open[address.level] = OpenTile(address: address, hashes: Array(hashes))
    }

    /// Places the next hash of a level, given its position there.
    mutating func place(_ hash: MerkleHash, level: Int, position: UInt64) {
        let address = TileAddress(level: level, index: position / UInt64(Tile.fullWidth))
        open[level, default: OpenTile(address: address, hashes: [])].hashes.append(hash)
        open[level]?.grew = true
        guard position % UInt64(Tile.fullWidth) == UInt64(Tile.fullWidth - 1) else { return }
        filled += tile(level)
        open[level] = nil
    }

    /// Filled and grown tiles by level and position.
    var changed: [Tile] {
        (filled + open.keys.flatMap(tile)).sorted { $0.address < $1.address }
    }

    private func tile(_ level: Int) -> [Tile] {
        guard let tile = open[level], tile.grew else { return [] }
        return [Tile(unchecked: tile.address, hashes: tile.hashes)]
    }
}

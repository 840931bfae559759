// SPDX-License-Identifier: Apache-2.0

/// Tiles fetched from a store, from which nodes of the tree are computed.
///
/// A tile may be wider than was asked for: it may have grown since, and its first hashes never change.
package struct TileSet: Sendable {
    private var tiles: [TileAddress: Tile]

    /// Gathers tiles; of two at one place the wider is kept.
    package init(_ tiles: some Sequence<Tile> = []) {
        self.tiles = [:]
        for tile in tiles {
            insert(tile)
        }
    }

    /// Adds a tile, unless a wider one is there already.
    package mutating func insert(_ tile: Tile) {
        guard tile.hashes.count >= tiles[tile.address]?.hashes.count ?? 0 else { return }
        tiles[tile.address] = tile
    }

    /// The first hashes of a tile, as many as the reference is wide.
    package func hashes(of reference: TileReference) throws(TileError) -> ArraySlice<MerkleHash> {
        guard let tile = tiles[reference.address] else { throw .missing(reference.address) }
        guard tile.hashes.count >= reference.width else {
            throw .narrow(reference.address, needed: reference.width, found: tile.hashes.count)
        }
        return tile.hashes.prefix(reference.width)
    }

    /// Hash of a complete node, computed inside the one tile that holds it.
    package func hash(of node: NodeAddress) throws(TileError) -> MerkleHash {
        let place = node.hashesInTile
        var row = Array(try hashes(of: TileReference(unchecked: node.tile, width: place.upperBound))[place])
        while row.count > 1 {
            row = MerkleHash.parents(of: row)
        }
        return row[0]
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Appends leaves to a tree and tells which tiles have to be written.
///
/// Fetch `tilesNeeded`, append, then store `range` and `changedTiles` in one transaction.
package struct TileBuilder: Sendable {
    /// The right edge of the tree with the leaves appended so far.
    package private(set) var range: CompactRange
    private var shelf: TileShelf

    /// Tiles to fetch before leaves can be appended to a tree of this size: its partial ones.
    package static func tilesNeeded(size: UInt64) -> [TileReference] {
        TileLayout(size: size).partialTiles
    }

    /// Starts from a stored tree; throws when a tile is missing or does not lead to the range's own hashes.
    package init(range: CompactRange, tiles: TileSet) throws(TileError) {
        var shelf = TileShelf()
        for reference in Self.tilesNeeded(size: range.size) {
            shelf.open(reference.address, holding: try tiles.hashes(of: reference))
        }
        let edge = TreeSpan(start: 0, end: range.size).nodes
        for (node, hash) in zip(edge, range.hashes) {
            guard try tiles.hash(of: node) == hash else { throw .disagrees(node.tile) }
        }
        self.range = range
        self.shelf = shelf
    }

    /// Starts from the tree without leaves.
    package init() {
        range = CompactRange()
        shelf = TileShelf()
    }

    /// Appends leaf hashes in their order.
    package mutating func append(contentsOf leaves: some Sequence<MerkleHash>) {
        // Locals, because a closure that changes `shelf` may not run while `range` of the same value is being changed.
        var range = self.range
        var shelf = self.shelf
        for leaf in leaves {
            range.append(leaf) { node, hash in
                guard node.level.isMultiple(of: TileAddress.height) else { return }
                shelf.place(hash, level: node.level / TileAddress.height, position: node.index)
            }
        }
        self.range = range
        self.shelf = shelf
    }

    /// Tiles that are new or wider than at the start, by level and position, each at its last width only.
    package var changedTiles: [Tile] { shelf.changed }
}

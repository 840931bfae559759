// SPDX-License-Identifier: Apache-2.0

import Testing
import TransparencyLog

@Suite struct TileBuilderTests {
    private func scratch(_ leaves: ArraySlice<MerkleHash>) -> TileBuilder {
        var builder = TileBuilder()
        builder.append(contentsOf: leaves)
        return builder
    }

    @Test func `tiles built in batches are those built at once, and only the changed are written`() throws {
        let leaves = ReferenceTree(count: 1400).leaves
        var stored = TileSet()
        var range = CompactRange()
        var width: [TileAddress: Int] = [:]
        for batch in [1, 2, 252, 1, 1, 255, 1, 0, 600, 256, 31] {
            let start = Int(range.size)
            var builder = try TileBuilder(
                range: CompactRange(size: range.size, hashes: range.hashes),
                tiles: TileSet(
                    try TileBuilder.tilesNeeded(size: range.size).map { reference in
                        try Tile(address: reference.address, hashes: Array(stored.hashes(of: reference)))
                    }
                )
            )
            builder.append(contentsOf: leaves[start..<start + batch])
            let layout = TileLayout(size: builder.range.size)
            #expect(builder.changedTiles.map(\.reference) == layout.tiles(since: range.size))
            for tile in builder.changedTiles {
                stored.insert(try Tile(address: tile.address, bytes: tile.bytes))
                width[tile.address] = tile.hashes.count
            }
            range = builder.range
        }
        #expect(range.size == 1400)
        let whole = scratch(leaves[...])
        #expect(whole.range == range)
        #expect(whole.changedTiles.map(\.reference) == TileLayout(size: 1400).tiles)
        #expect(width.count == whole.changedTiles.count)
        for tile in whole.changedTiles {
            #expect(try stored.hashes(of: tile.reference).elementsEqual(tile.hashes))
            #expect(width[tile.address] == tile.hashes.count)
        }
    }

    @Test func `a tile above level 0 holds the roots of full tiles below`() throws {
        let reference = ReferenceTree(count: 520)
        let tiles = scratch(reference.leaves[...]).changedTiles
        let upper = try #require(tiles.first { $0.address == TileAddress(level: 1, index: 0) })
        #expect(upper.hashes == [reference.root(0..<256), reference.root(256..<512)])
        let lower = try #require(tiles.first { $0.address == TileAddress(level: 0, index: 2) })
        #expect(lower.hashes == Array(reference.leaves[512...]))
        #expect(tiles[0].bytes.count == 8192)
    }

    @Test func `missing, narrow and altered tiles stop the builder`() throws {
        let leaves = ReferenceTree(count: 300).leaves
        let built = scratch(leaves[...])
        let address = TileAddress(level: 0, index: 1)
        let others = built.changedTiles.filter { $0.address != address }
        let tile = try #require(built.changedTiles.first { $0.address == address })
        func start(_ hashes: [MerkleHash]?) throws(TileError) {
            var tiles = TileSet(others)
            if let hashes { tiles.insert(try Tile(address: address, hashes: hashes)) }
            _ = try TileBuilder(range: built.range, tiles: tiles)
        }
        #expect(throws: Never.self) { try start(tile.hashes) }
        #expect(throws: Never.self) { try start(tile.hashes + [leaves[0]]) }
        #expect(throws: TileError.missing(address)) { try start(nil) }
        #expect(throws: TileError.narrow(address, needed: 44, found: 43)) { try start(tile.hashes.dropLast()) }
        for position in tile.hashes.indices {
            let altered = tile.hashes.flipped(at: position, byte: position)
            #expect(throws: TileError.disagrees(address)) { try start(altered) }
        }
    }

    @Test func `a stored tile of a wrong length is refused`() {
        let address = TileAddress(level: 0, index: 0)
        for length in [0, 31, 33, 8193, 8224] {
            #expect(throws: TileError.length(address)) {
                try Tile(address: address, bytes: [UInt8](repeating: 1, count: length))
            }
        }
    }
}

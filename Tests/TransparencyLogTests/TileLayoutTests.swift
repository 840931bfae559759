// SPDX-License-Identifier: Apache-2.0

import Testing
import TransparencyLog

@Suite struct TileLayoutTests {
    @Test func `a tree of 70,000 has the tiles that C2SP counts`() {
        let tiles = TileLayout(size: 70_000).tiles
        #expect(tiles.count == 273 + 1 + 1 + 1 + 1)
        #expect(
            tiles.filter { !$0.isFull }.map(\.path) == ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]
        )
        #expect(tiles.count { $0.isFull && $0.address.level == 0 } == 273)
        #expect(tiles.count { $0.isFull && $0.address.level == 1 } == 1)
    }

    @Test(
        arguments: [
            (0, []),
            (1, ["tile/0/000.p/1"]),
            (255, ["tile/0/000.p/255"]),
            (256, ["tile/0/000", "tile/1/000.p/1"]),
            (257, ["tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1"]),
            (512, ["tile/0/000", "tile/0/001", "tile/1/000.p/2"]),
        ] as [(UInt64, [String])]
    )
    func `small trees have these tiles`(size: UInt64, paths: [String]) {
        #expect(TileLayout(size: size).tiles.map(\.path) == paths)
    }

    @Test func `growth lists only what is new or wider`() {
        #expect(TileLayout(size: 5).tiles(since: 5).isEmpty)
        #expect(TileLayout(size: 5).tiles(since: 6).isEmpty)
        #expect(TileLayout(size: 257).tiles(since: 256).map(\.path) == ["tile/0/001.p/1"])
        #expect(
            TileLayout(size: 65_536).tiles(since: 65_535).map(\.path) == ["tile/0/255", "tile/1/000", "tile/2/000.p/1"]
        )
    }

    @Test func `a narrower tile is held and a wider one is not`() throws {
        let layout = TileLayout(size: 300)
        #expect(layout.holds(try TileReference(path: "tile/0/001.p/44")))
        #expect(layout.holds(try TileReference(path: "tile/0/001.p/1")))
        #expect(layout.holds(try TileReference(path: "tile/0/000.p/9")))
        #expect(!layout.holds(try TileReference(path: "tile/0/001.p/45")))
        #expect(!layout.holds(try TileReference(path: "tile/0/001")))
        #expect(!layout.holds(try TileReference(path: "tile/1/001.p/1")))
        #expect(!layout.holds(try TileReference(path: "tile/8/000.p/1")))
        #expect(!layout.holds(try TileReference(path: "tile/63/x018/x446/x744/x073/x709/x551/615.p/12")))
    }

    @Test func `the greatest trees are laid out without overflow`() {
        let layout = TileLayout(size: .max)
        #expect(layout.levels == 0..<8)
        #expect(layout.partialTiles.count == 8)
        #expect(layout.partialTiles.allSatisfy { $0.width == 255 })
        #expect(layout.width(of: TileAddress(level: 7, index: 0)) == 255)
        #expect(layout.width(of: TileAddress(level: 0, index: UInt64.max / 256)) == 255)
    }
}

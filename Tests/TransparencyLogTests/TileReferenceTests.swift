// SPDX-License-Identifier: Apache-2.0

import Testing
import TransparencyLog

@Suite struct TileReferenceTests {
    @Test(
        arguments: [
            ("tile/0/000", 0, 0, 256),
            ("tile/0/001.p/1", 0, 1, 1),
            ("tile/0/x001/x234/067", 0, 1_234_067, 256),
            ("tile/1/x001/x234/067.p/255", 1, 1_234_067, 255),
            ("tile/2/999", 2, 999, 256),
            ("tile/3/x001/000", 3, 1000, 256),
            ("tile/63/x018/x446/x744/x073/x709/x551/615.p/12", 63, UInt64.max, 12),
        ] as [(String, Int, UInt64, Int)]
    )
    func `a path is read and written alike`(path: String, level: Int, index: UInt64, width: Int) throws {
        let reference = try TileReference(path: path)
        #expect(reference == TileReference(TileAddress(level: level, index: index), width: width))
        #expect(reference.path == path)
    }

    @Test(arguments: [
        ("", TilePathError.prefix),
        ("/tile/0/000", .prefix),
        ("tiles/0/000", .prefix),
        ("tile", .level),
        ("tile/entries/000", .level),
        ("tile/00/000", .level),
        ("tile/64/000", .level),
        ("tile/-1/000", .level),
        ("tile/0", .index),
        ("tile/0/", .index),
        ("tile/0/0", .index),
        ("tile/0/0000", .index),
        ("tile/0/x000", .index),
        ("tile/0/x000/001", .index),
        ("tile/0/001/002", .index),
        ("tile/0/x001/x002", .index),
        ("tile/0/00a", .index),
        ("tile/0/000/", .index),
        ("tile/0/000.p", .index),
        ("tile/0/x018/x446/x744/x073/x709/x551/616", .index),
        ("tile/0/000.p/0", .width),
        ("tile/0/000.p/256", .width),
        ("tile/0/000.p/01", .width),
        ("tile/0/000.p/", .width),
        ("tile/0/000.p/1/2", .index),
        ("tile/0/\u{661}00", .index),
    ])
    func `a path in any other form is refused`(path: String, error: TilePathError) {
        #expect(throws: error) { try TileReference(path: path) }
    }

    @Test func `a width outside 1 to 256 names no tile`() {
        let address = TileAddress(level: 0, index: 0)
        #expect(TileReference(address, width: 0) == nil)
        #expect(TileReference(address, width: 257) == nil)
        #expect(TileReference(TileAddress(level: 64, index: 0), width: 1) == nil)
    }
}

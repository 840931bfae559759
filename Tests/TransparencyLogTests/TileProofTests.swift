// SPDX-License-Identifier: Apache-2.0

import Testing
import TransparencyLog

@Suite struct TileProofTests {
    /// Only the tiles asked for, at the width asked for.
    private func fetch(_ references: [TileReference], from all: TileSet) throws -> TileSet {
        TileSet(try references.map { try Tile(address: $0.address, hashes: Array(all.hashes(of: $0))) })
    }

    private func tiles(of leaves: [MerkleHash]) -> TileSet {
        var builder = TileBuilder()
        builder.append(contentsOf: leaves)
        return TileSet(builder.changedTiles)
    }

    @Test(arguments: [1, 2, 3, 40, 255, 256, 257, 511, 512, 513, 777])
    func `a proof from the tiles asked for is that of a plain tree`(size: Int) throws {
        let leaves = ReferenceTree(count: size).leaves
        let plain = MerkleTree(leaves: leaves)
        let all = tiles(of: leaves)
        for index in Set([0, 1, size / 2, size - 2, size - 1, 254, 255, 256, 257, 511, 512]) {
            guard (0..<size).contains(index) else { continue }
            let needed = try InclusionProof.tilesNeeded(index: UInt64(index), size: UInt64(size))
            let fetched = try fetch(needed, from: all)
            let proof = try InclusionProof(index: UInt64(index), size: UInt64(size), tiles: fetched)
            #expect(proof == plain.proof(index: index))
            for left in needed {
                let rest = try fetch(needed.filter { $0 != left }, from: all)
                #expect(throws: ProofError.tile(.missing(left.address))) {
                    try InclusionProof(index: UInt64(index), size: UInt64(size), tiles: rest)
                }
            }
        }
    }

    @Test func `tiles that have grown still prove an older size`() throws {
        let leaves = ReferenceTree(count: 600).leaves
        let all = tiles(of: leaves)
        for size in [3, 200, 256, 300, 512, 599] {
            let plain = MerkleTree(leaves: Array(leaves.prefix(size)))
            let proof = try InclusionProof(index: 2, size: UInt64(size), tiles: all)
            #expect(proof == plain.proof(index: 2))
        }
    }

    @Test func `trees past 65,536 leaves are proven from a handful of tiles`() throws {
        let sizes = [65_535, 65_536, 65_537, 66_000]
        let leaves = ReferenceTree(count: 66_000).leaves
        let all = tiles(of: leaves)
        var roots: [MerkleHash] = []
        for size in sizes {
            let plain = MerkleTree(leaves: Array(leaves.prefix(size)))
            roots.append(plain.root)
            for index in [0, 255, 256, 40_000, 65_279, 65_280, size - 1] {
                let needed = try InclusionProof.tilesNeeded(index: UInt64(index), size: UInt64(size))
                #expect(needed.count <= 4)
                let fetched = try fetch(needed, from: all)
                let proof = try InclusionProof(index: UInt64(index), size: UInt64(size), tiles: fetched)
                #expect(proof == plain.proof(index: index))
                #expect(proof.verify(leaf: leaves[index], root: plain.root) == .holds)
            }
        }
        for (old, new) in [(0, 1), (0, 3), (1, 2), (1, 3), (2, 3)] {
            let pair = (UInt64(sizes[old]), UInt64(sizes[new]))
            let needed = try ConsistencyProof.tilesNeeded(oldSize: pair.0, newSize: pair.1)
            let fetched = try fetch(needed, from: all)
            let proof = try ConsistencyProof(oldSize: pair.0, newSize: pair.1, tiles: fetched)
            #expect(proof.verify(oldRoot: roots[old], newRoot: roots[new]) == .holds)
            #expect(!proof.verify(oldRoot: roots[new], newRoot: roots[old]).holds)
        }
    }

    /// Trees whose leaves are all alike can be had at any size: each node of a level is the same.
    @Test(arguments: [(1 << 24) - 1, 1 << 24, 1 << 40 + 12_345, UInt64(Int64.max) - 2] as [UInt64])
    func `the greatest trees are proven by the same arithmetic`(size: UInt64) throws {
        var levels = [MerkleHash.leaf(of: "same".utf8)]
        for level in 0..<63 { levels.append(.node(levels[level], levels[level])) }
        func range(_ size: UInt64) throws -> CompactRange {
            let set = (0..<64).reversed().filter { size >> UInt64($0) & 1 == 1 }
            return try CompactRange(size: size, hashes: set.map { levels[$0] })
        }
        func tiles(_ references: [TileReference]) throws -> TileSet {
            TileSet(
                try references.map {
                    try Tile(
                        address: $0.address,
                        hashes: Array(repeating: levels[8 * $0.address.level], count: $0.width)
                    )
                }
            )
        }
        let root = try range(size).root
        for index in [0, 1, 255, 256, 65_536, size / 2, size / 3, size - 2, size - 1] {
            let needed = try InclusionProof.tilesNeeded(index: index, size: size)
            #expect(needed.count <= 16)
            let proof = try InclusionProof(index: index, size: size, tiles: tiles(needed))
            #expect(proof.verify(leaf: levels[0], root: root) == .holds)
        }
        for old in [1, 255, 256, 65_537, size / 2, size / 3, size - 1] {
            let needed = try ConsistencyProof.tilesNeeded(oldSize: old, newSize: size)
            let proof = try ConsistencyProof(oldSize: old, newSize: size, tiles: tiles(needed))
            #expect(proof.verify(oldRoot: try range(old).root, newRoot: root) == .holds)
        }
        var builder = try TileBuilder(range: range(size), tiles: tiles(TileBuilder.tilesNeeded(size: size)))
        builder.append(contentsOf: [levels[0]])
        #expect(try builder.range == range(size + 1))
        #expect(builder.changedTiles.map(\.reference) == TileLayout(size: size + 1).tiles(since: size))
    }

    @Test func `a leaf outside the tree has no proof`() {
        #expect(throws: ProofError.indexOutsideTree) { try InclusionProof.tilesNeeded(index: 4, size: 4) }
        #expect(throws: ProofError.indexOutsideTree) { try InclusionProof(index: 0, size: 0, tiles: TileSet()) }
    }
}

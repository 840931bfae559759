// SPDX-License-Identifier: Apache-2.0

import Testing
import TransparencyLog

@Suite struct ConsistencyProofTests {
    private let reference = ReferenceTree(count: 70)

    @Test func `every pair of sizes up to 70 is proven from tiles as the RFC's recursion proves it`() throws {
        var builder = TileBuilder()
        builder.append(contentsOf: reference.leaves)
        let tiles = TileSet(builder.changedTiles)
        for new in 1...70 {
            for old in 1...new {
                let sizes = (UInt64(old), UInt64(new))
                let proof = try ConsistencyProof(oldSize: sizes.0, newSize: sizes.1, tiles: tiles)
                #expect(proof.path == reference.consistency(old, new))
                let roots = (reference.root(0..<old), reference.root(0..<new))
                #expect(proof.verify(oldRoot: roots.0, newRoot: roots.1) == .holds)
            }
        }
    }

    @Test func `no hash of a proof or root can be changed`() throws {
        for new in 2...40 {
            for old in 1..<new {
                let path = reference.consistency(old, new)
                let (oldRoot, newRoot) = (reference.root(0..<old), reference.root(0..<new))
                func holds(_ path: [MerkleHash], _ old: MerkleHash, _ new: MerkleHash, sizes: (Int, Int)) -> Bool {
                    ConsistencyProof(oldSize: UInt64(sizes.0), newSize: UInt64(sizes.1), path: path)
                        .verify(oldRoot: old, newRoot: new).holds
                }
                for position in path.indices {
                    let bad = path.flipped(at: position, byte: old + new + position)
                    #expect(!holds(bad, oldRoot, newRoot, sizes: (old, new)))
                }
                #expect(!holds(path, try #require(oldRoot.flipped(byte: new)), newRoot, sizes: (old, new)))
                #expect(!holds(path, oldRoot, try #require(newRoot.flipped(byte: old)), sizes: (old, new)))
                #expect(!holds(path, newRoot, oldRoot, sizes: (old, new)))
                #expect(!holds(path + [newRoot], oldRoot, newRoot, sizes: (old, new)))
                #expect(!holds(path.dropLast(), oldRoot, newRoot, sizes: (old, new)))
            }
        }
    }

    @Test func `nothing is consistent with the empty tree`() {
        let root = reference.root(0..<4)
        let proof = ConsistencyProof(oldSize: 0, newSize: 4, path: [])
        #expect(proof.verify(oldRoot: .emptyRoot, newRoot: root) == .fails(.fromEmptyTree))
        let both = ConsistencyProof(oldSize: 0, newSize: 0, path: [])
        #expect(both.verify(oldRoot: .emptyRoot, newRoot: .emptyRoot) == .fails(.fromEmptyTree))
        #expect(throws: ProofError.fromEmptyTree) { try ConsistencyProof.tilesNeeded(oldSize: 0, newSize: 4) }
    }

    @Test func `equal sizes want equal roots and an empty proof`() {
        let root = reference.root(0..<6)
        let other = reference.root(0..<5)
        func verdict(_ path: [MerkleHash], _ new: MerkleHash) -> ProofVerdict {
            ConsistencyProof(oldSize: 6, newSize: 6, path: path).verify(oldRoot: root, newRoot: new)
        }
        #expect(verdict([], root) == .holds)
        #expect(verdict([], other) == .fails(.newRootDiffers))
        #expect(verdict([root], root) == .fails(.tooLong))
    }

    @Test func `a tree cannot shrink`() {
        let proof = ConsistencyProof(oldSize: 6, newSize: 5, path: [])
        let verdict = proof.verify(oldRoot: reference.root(0..<6), newRoot: reference.root(0..<5))
        #expect(verdict == .fails(.sizesReversed))
        #expect(throws: ProofError.sizesReversed) { try ConsistencyProof.tilesNeeded(oldSize: 6, newSize: 5) }
    }
}

// SPDX-License-Identifier: Apache-2.0

import Testing
import TransparencyLog

@Suite struct InclusionProofTests {
    @Test func `every leaf of every tree up to 300 is proven, and not once a byte is turned`() throws {
        let leaves = ReferenceTree(count: 300).leaves
        var turn = 0
        for size in 1...300 {
            let tree = MerkleTree(leaves: Array(leaves.prefix(size)))
            for index in 0..<size {
                let proof = try #require(tree.proof(index: index))
                guard proof.verify(leaf: leaves[index], root: tree.root) == .holds else {
                    Issue.record("leaf \(index) of \(size) is not proven")
                    return
                }
                turn += 1
                guard !proof.path.isEmpty else { continue }
                let path = proof.path.flipped(at: turn % proof.path.count, byte: turn)
                let bad = InclusionProof(index: proof.index, size: proof.size, path: path)
                guard bad.verify(leaf: leaves[index], root: tree.root) == .fails(.rootDiffers) else {
                    Issue.record("leaf \(index) of \(size) is proven by a wrong path")
                    return
                }
            }
        }
        #expect(turn == 300 * 301 / 2)
    }

    @Test func `in small trees no byte of leaf, path or root can be turned`() throws {
        for size in [1, 2, 3, 5, 7, 8, 11] {
            let leaves = ReferenceTree(count: size).leaves
            let tree = MerkleTree(leaves: leaves)
            for index in 0..<size {
                let proof = try #require(tree.proof(index: index))
                for byte in 0..<MerkleHash.byteCount {
                    let leaf = try #require(leaves[index].flipped(byte: byte))
                    let root = try #require(tree.root.flipped(byte: byte))
                    #expect(proof.verify(leaf: leaf, root: tree.root) == .fails(.rootDiffers))
                    #expect(proof.verify(leaf: leaves[index], root: root) == .fails(.rootDiffers))
                    for position in proof.path.indices {
                        let path = proof.path.flipped(at: position, byte: byte)
                        let bad = InclusionProof(index: proof.index, size: proof.size, path: path)
                        #expect(bad.verify(leaf: leaves[index], root: tree.root) == .fails(.rootDiffers))
                    }
                }
            }
        }
    }

    @Test func `paths in memory are those of the RFC's recursion`() {
        let reference = ReferenceTree(count: 70)
        for size in 0...70 {
            let tree = MerkleTree(leaves: Array(reference.leaves.prefix(size)))
            #expect(tree.root == reference.root(0..<size))
            for index in 0..<size {
                #expect(tree.path(index: index) == reference.path(index, 0..<size))
            }
            #expect(tree.path(index: size) == nil)
            #expect(tree.path(index: -1) == nil)
        }
    }

    @Test func `a path too long, too short or of a leaf outside the tree fails for its own reason`() throws {
        let leaves = ReferenceTree(count: 6).leaves
        let tree = MerkleTree(leaves: leaves)
        let path = try #require(tree.path(index: 4))
        func verdict(_ index: UInt64, _ size: UInt64, _ path: [MerkleHash]) -> ProofVerdict {
            InclusionProof(index: index, size: size, path: path).verify(leaf: leaves[4], root: tree.root)
        }
        #expect(verdict(4, 6, path) == .holds)
        #expect(verdict(4, 6, path + [tree.root]) == .fails(.tooLong))
        #expect(verdict(4, 6, path.dropLast()) == .fails(.tooShort))
        #expect(verdict(6, 6, path) == .fails(.indexOutsideTree))
        #expect(verdict(0, 0, []) == .fails(.indexOutsideTree))
        #expect(verdict(.max, .max, path) == .fails(.indexOutsideTree))
        #expect(verdict(.max - 1, .max, path) == .fails(.tooShort))
    }
}

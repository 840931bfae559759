// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import TransparencyLog

/// Tree and note vectors from transparency-dev/merkle, C2SP and golang.org/x/mod.
@Suite struct TreeVectorTests {
    private struct Tree: Decodable {
        struct Hasher: Decodable {
            let kind: String
            let inputUtf8: String?
            let leftUtf8: String?
            let want: String
        }

        let leafInputsHex: [String]
        let nodeHashesByLevel: [[String]]
        let rootHashesBySize: [String]
        let hasher: [Hasher]
    }

    private struct Notes: Decodable {
        struct Vector: Decodable {
            let vkey: String
            let note: String
            let valid: Bool
        }

        let vectors: [Vector]
    }

    @Test func `the tree of eight leaves has the published nodes and roots`() throws {
        guard let folder = SharedSuites.folder("merkle") else { return }
        let data = try Data(contentsOf: folder.appending(path: "tree-vectors.json"))
        let tree = try JSONDecoder().decode(Tree.self, from: data)
        let leaves = try tree.leafInputsHex.map { MerkleHash.leaf(of: try #require(bytes(hex: $0))) }
        var nodes: [NodeAddress: String] = [:]
        var range = CompactRange()
        for (size, root) in tree.rootHashesBySize.enumerated() {
            #expect(MerkleTree(leaves: Array(leaves.prefix(size))).root.hex == root)
            #expect(range.root.hex == root)
            if size < leaves.count { range.append(leaves[size]) { nodes[$0] = $1.hex } }
        }
        for (level, row) in tree.nodeHashesByLevel.enumerated() {
            for (index, hash) in row.enumerated() {
                #expect(nodes[NodeAddress(level: level, index: UInt64(index))] == hash)
            }
        }
        for vector in tree.hasher where vector.kind != "node" {
            let input = vector.inputUtf8 ?? ""
            let hash = vector.kind == "leaf" ? MerkleHash.leaf(of: input.utf8) : MerkleHash.emptyRoot
            #expect(hash.hex == vector.want)
        }
        let count = nodes.count
        print("merkle tree vectors: \(count) nodes, \(tree.rootHashesBySize.count) roots")
        #expect(count == 15)
    }

    @Test func `every note vector is judged as its author wants`() throws {
        guard let folder = SharedSuites.folder("merkle") else { return }
        let data = try Data(contentsOf: folder.appending(path: "signed-note-vectors.json"))
        let notes = try JSONDecoder().decode(Notes.self, from: data)
        for vector in notes.vectors {
            let key = try NoteVerifierKey(vkey: vector.vkey)
            #expect(key.vkey == vector.vkey)
            let note = try SignedNote(parsing: vector.note.utf8)
            #expect(note.encoded == vector.note)
            if case .verified(let signatures) = note.verify(keys: [key]) {
                #expect(vector.valid && signatures == [VerifiedSignature(key: key, time: nil)])
            } else {
                #expect(!vector.valid)
            }
        }
        print("signed-note vectors: \(notes.vectors.count)")
        #expect(notes.vectors.count == 4)
    }

    private func bytes(hex: String) -> [UInt8]? {
        let digits = Array(hex)
        let pairs = stride(from: 0, to: digits.count, by: 2).map { UInt8(String(digits[$0...($0 + 1)]), radix: 16) }
        let good = pairs.compactMap(\.self)
        return good.count == pairs.count ? good : nil
    }
}

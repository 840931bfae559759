// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import TransparencyLog

/// Vectors of transparency-dev/merkle.
@Suite struct ProofVectorTests {
    private struct Inclusion: Decodable {
        let leafIdx: UInt64
        let treeSize: UInt64
        let root: String
        let leafHash: String
        let proof: [String]?
        let wantErr: Bool

        /// A hash of a wrong length is refused before it reaches the verifier.
        var holds: Bool {
            guard let path = hashes(proof), let leaf = MerkleHash(base64: leafHash), let root = MerkleHash(base64: root)
            else { return false }
            return InclusionProof(index: leafIdx, size: treeSize, path: path).verify(leaf: leaf, root: root).holds
        }
    }

    private struct Consistency: Decodable {
        let size1: UInt64
        let size2: UInt64
        let root1: String
        let root2: String
        let proof: [String]?
        let wantErr: Bool

        var holds: Bool {
            guard let path = hashes(proof), let old = MerkleHash(base64: root1), let new = MerkleHash(base64: root2)
            else { return false }
            return ConsistencyProof(oldSize: size1, newSize: size2, path: path).verify(oldRoot: old, newRoot: new).holds
        }
    }

    @Test func `every inclusion vector is judged as its author wants`() throws {
        guard let folder = SharedSuites.folder("merkle/inclusion") else { return }
        let files = SharedSuites.jsonFiles(under: folder)
        for file in files {
            let vector = try JSONDecoder().decode(Inclusion.self, from: Data(contentsOf: file))
            #expect(vector.holds != vector.wantErr, "\(file.lastPathComponent)")
        }
        print("merkle inclusion vectors: \(files.count)")
        #expect(files.count == 53)
    }

    @Test func `every consistency vector is judged as its author wants`() throws {
        guard let folder = SharedSuites.folder("merkle/consistency") else { return }
        let files = SharedSuites.jsonFiles(under: folder)
        for file in files {
            let vector = try JSONDecoder().decode(Consistency.self, from: Data(contentsOf: file))
            #expect(vector.holds != vector.wantErr, "\(file.lastPathComponent)")
        }
        print("merkle consistency vectors: \(files.count)")
        #expect(files.count == 43)
    }
}

private func hashes(_ texts: [String]?) -> [MerkleHash]? {
    let all = (texts ?? []).map { MerkleHash(base64: $0) }
    let good = all.compactMap(\.self)
    return good.count == all.count ? good : nil
}

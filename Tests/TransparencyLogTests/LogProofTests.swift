// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TransparencyLog

@Suite struct LogProofTests {
    private let reference = ReferenceTree(count: 7)

    private func file(index: Int = 4, extra: [UInt8] = []) throws -> LogProof {
        let note = try Checkpoint.sign(size: 7, root: reference.root(0..<7), by: TestKeys.log())
        let proof = try #require(MerkleTree(leaves: reference.leaves).proof(index: index))
        return try LogProof(proof: proof, note: note, extra: extra)
    }

    @Test func `a file written, read and checked proves its leaf and no other`() throws {
        let key = try TestKeys.log().verifierKey
        for index in 0..<7 {
            for extra in [[], [1, 2, 3]] as [[UInt8]] {
                let file = try file(index: index, extra: extra)
                let read = try LogProof(parsing: file.encoded.utf8)
                #expect(read == file)
                #expect(read.encoded == file.encoded)
                for (other, leaf) in reference.leaves.enumerated() {
                    let verdict = read.verify(leaf: leaf, key: key)
                    #expect(verdict == (other == index ? .holds(cosignatures: []) : .fails(.proof(.rootDiffers))))
                }
            }
        }
    }

    @Test func `the file has the lines of the specification`() throws {
        let file = try file(index: 6, extra: [255])
        let lines = file.encoded.split(separator: "\n", omittingEmptySubsequences: false)
        let path = reference.path(6, 0..<7).map(\.base64)
        #expect(lines.prefix(3) == ["c2sp.org/tlog-proof@v1", "extra /w==", "index 6"])
        #expect(lines.dropFirst(3).prefix(2).map(String.init) == path)
        #expect(lines.dropFirst(5).prefix(3) == ["", "exchange.northshire.example/audit", "7"])
    }

    @Test func `no byte of a file can be turned`() throws {
        let key = try TestKeys.log().verifierKey
        let bytes = Array(try file().encoded.utf8)
        for position in bytes.indices {
            var altered = bytes
            altered[position] ^= 1
            guard let read = try? LogProof(parsing: altered) else { continue }
            #expect(!read.verify(leaf: reference.leaves[4], key: key).holds, "byte \(position)")
        }
    }

    @Test func `the log itself has to have signed, whoever else did`() throws {
        let (log, witness) = (try TestKeys.log(), try TestKeys.witness())
        let file = try file()
        var note = file.note
        try witness.cosign(&note, time: 7)
        let proof = InclusionProof(index: file.index, size: 7, path: file.path)
        let both = try LogProof(proof: proof, note: note)
        let seen = VerifiedSignature(key: witness.verifierKey, time: 7)
        let leaf = reference.leaves[4]
        #expect(
            both.verify(leaf: leaf, key: log.verifierKey, witnesses: [witness.verifierKey])
                == .holds(cosignatures: [seen])
        )
        var alone = try SignedNote(text: note.text)
        try witness.cosign(&alone, time: 7)
        let unsigned = try LogProof(proof: proof, note: alone)
        #expect(
            unsigned.verify(leaf: leaf, key: log.verifierKey, witnesses: [witness.verifierKey])
                == .fails(.note(.noKnownSignature))
        )
        let other = try TestKeys.log("other.example/audit").verifierKey
        #expect(both.verify(leaf: leaf, key: other) == .fails(.foreignLog))
        let renewed = try TestKeys.log(seed: 3).verifierKey
        #expect(both.verify(leaf: leaf, key: renewed) == .fails(.note(.noKnownSignature)))
    }

    @Test(arguments: [
        ("", LogProofError.header),
        ("c2sp.org/tlog-proof@v2\nindex 0\n\n", .header),
        ("c2sp.org/tlog-proof@v1\n", .index),
        ("c2sp.org/tlog-proof@v1\nindex 01\n\n", .index),
        ("c2sp.org/tlog-proof@v1\nindex\n\n", .index),
        ("c2sp.org/tlog-proof@v1\nextra \nindex 0\n\n", .extra),
        ("c2sp.org/tlog-proof@v1\nextra ?\nindex 0\n\n", .extra),
        ("c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\n", .hash(line: 3)),
        ("c2sp.org/tlog-proof@v1\nindex 0\n", .noCheckpoint),
        ("c2sp.org/tlog-proof@v1\nindex 0\n\n", .note(.noSignatures)),
        ("c2sp.org/tlog-proof@v1\nindex 0\n\ntext\n\n\u{2014} name AAAAAAE=\n", .checkpoint(.lineCount)),
    ])
    func `a file in any other form is refused`(text: String, error: LogProofError) {
        #expect(throws: error) { try LogProof(parsing: text.utf8) }
    }

    @Test func `a proof for another size than the checkpoint's is not put together`() throws {
        let file = try file()
        let proof = InclusionProof(index: 4, size: 6, path: file.path)
        #expect(throws: LogProofError.sizesDiffer) { try LogProof(proof: proof, note: file.note) }
        let long = InclusionProof(index: 4, size: 7, path: Array(repeating: reference.leaves[0], count: 65))
        #expect(throws: LogProofError.pathTooLong) { try LogProof(proof: long, note: file.note) }
    }
}

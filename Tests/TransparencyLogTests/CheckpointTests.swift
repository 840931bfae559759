// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TransparencyLog

@Suite struct CheckpointTests {
    private let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="

    @Test func `the example of the specification is read and written alike`() throws {
        let text = "example.com/behind-the-sofa\n20852163\n\(root)\n"
        let checkpoint = try Checkpoint(text: text)
        #expect(checkpoint.origin.text == "example.com/behind-the-sofa")
        #expect(checkpoint.size == 20_852_163)
        #expect(checkpoint.root == MerkleHash(base64: root))
        #expect(checkpoint.text == text)
    }

    @Test(arguments: [
        ("log.example\n5\nROOT", CheckpointError.lineCount),
        ("log.example\n5\n", .lineCount),
        ("", .lineCount),
        ("log.example\n5\nROOT\nmore\n", .extensionLine),
        ("log.example\n5\nROOT\n\n", .extensionLine),
        ("\n5\nROOT\n", .origin),
        ("log example\n5\nROOT\n", .origin),
        ("log.example\n05\nROOT\n", .size),
        ("log.example\n+5\nROOT\n", .size),
        ("log.example\n\nROOT\n", .size),
        ("log.example\n18446744073709551616\nROOT\n", .size),
        ("log.example\n5\nROOT=\n", .root),
        ("log.example\n5\nAAAA\n", .root),
        ("log.example\n0\nROOT\n", .root),
        ("log.example\n5\r\nROOT\n", .size),
    ])
    func `a text in any other form is refused`(text: String, error: CheckpointError) {
        let parts = text.split(separator: "ROOT", omittingEmptySubsequences: false)
        #expect(throws: error) { try Checkpoint(text: parts.joined(separator: root)) }
    }

    @Test func `the empty tree and the greatest size are read`() throws {
        let empty = Checkpoint(origin: try NoteKeyName("log.example"), size: 0, root: .emptyRoot)
        #expect(try Checkpoint(text: empty.text) == empty)
        #expect(try Checkpoint(text: "log.example\n18446744073709551615\n\(root)\n").size == .max)
    }

    @Test func `a log signs in its own name`() throws {
        let log = try TestKeys.log()
        let note = try Checkpoint.sign(size: 0, root: .emptyRoot, by: log)
        #expect(try Checkpoint(text: note.text).origin == log.verifierKey.name)
        #expect(note.verify(keys: [log.verifierKey]) == .verified([VerifiedSignature(key: log.verifierKey, time: nil)]))
    }
}

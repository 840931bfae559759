// SPDX-License-Identifier: Apache-2.0

import Crypto
import Testing

@testable import TransparencyLog

@Suite struct CosignerTests {
    private func checkpoint() throws -> SignedNote {
        try Checkpoint.sign(size: 3, root: ReferenceTree(count: 3).root(0..<3), by: TestKeys.log())
    }

    @Test func `a cosignature verifies beside the log's and tells its time`() throws {
        let (log, witness) = (try TestKeys.log(), try TestKeys.witness())
        var note = try checkpoint()
        try witness.cosign(&note, time: 1_679_315_147)
        let read = try SignedNote(parsing: note.encoded.utf8)
        let expected = [
            VerifiedSignature(key: log.verifierKey, time: nil),
            VerifiedSignature(key: witness.verifierKey, time: 1_679_315_147),
        ]
        #expect(read.verify(keys: [witness.verifierKey, log.verifierKey]) == .verified(expected))
    }

    @Test func `the signed message is that of the specification`() throws {
        let witness = try TestKeys.witness()
        var note = try checkpoint()
        try witness.cosign(&note, time: 1_679_315_147)
        let bytes = try #require(note.signatures.last).bytes
        #expect(Array(bytes.prefix(8)) == [0, 0, 0, 0, 0x64, 0x18, 0x50, 0xCB])
        let message = Array("cosignature/v1\ntime 1679315147\n\(note.text)".utf8)
        let key = try Curve25519.Signing.PublicKey(rawRepresentation: witness.verifierKey.publicKey)
        #expect(key.isValidSignature(Array(bytes.dropFirst(8)), for: message))
    }

    @Test func `another time, a plain signature or a short one is no cosignature`() throws {
        let witness = try TestKeys.witness()
        let key = witness.verifierKey
        var signed = try checkpoint()
        try witness.cosign(&signed, time: 5)
        let good = try #require(signed.signatures.last).bytes
        let plain = Array(try TestKeys.privateKey(2).signature(for: Array(signed.text.utf8)))
        let late: [UInt8] = [0x80, 0, 0, 0, 0, 0, 0, 0] + good.dropFirst(8)
        let turned: [UInt8] = good.dropLast() + [good[71] ^ 1]
        let later: [UInt8] = [1] + good.dropFirst()
        let wrong: [[UInt8]] = [turned, later, plain, Array(good.prefix(7)), late, [9]]
        for bytes in wrong {
            var note = try checkpoint()
            note.add(NoteSignature(name: key.name, keyID: key.keyID, bytes: bytes))
            #expect(note.verify(keys: [key]) == .refused(.badSignature(key)))
        }
    }

    @Test func `only a checkpoint is cosigned, and only within the bounds of time`() throws {
        let witness = try TestKeys.witness()
        var note = try SignedNote(text: "no checkpoint\n")
        #expect(throws: NoteError.notACheckpoint(.lineCount)) { try witness.cosign(&note, time: 1) }
        var good = try checkpoint()
        #expect(throws: NoteError.time) { try witness.cosign(&good, time: 1 << 63) }
        #expect(note.signatures.isEmpty)
        #expect(good.signatures.count == 1)
    }
}

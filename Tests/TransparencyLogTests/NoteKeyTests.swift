// SPDX-License-Identifier: Apache-2.0

import Testing
import TransparencyLog

@Suite struct NoteKeyTests {
    @Test(arguments: ["", "a b", "a+b", "a\u{A0}b", "a\u{2003}b", "a\nb", "a\tb", "a\u{0}b", "a\u{3000}", "\u{7F}"])
    func `a name with a space, a plus or a control character is refused`(name: String) {
        #expect(throws: NoteError.name) { try NoteKeyName(name) }
    }

    @Test func `names that only look alike are different`() throws {
        let composed = try NoteKeyName("caf\u{E9}.example")
        let decomposed = try NoteKeyName("cafe\u{301}.example")
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed]).count == 2)
    }

    @Test(arguments: [
        ("example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", NoteError.keyIDMismatch),
        ("example.com/bar+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .keyIDMismatch),
        ("example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .keyID),
        ("example.com/foo+530d903+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .keyID),
        ("example.com/foo+530d903a+BukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .keyType(6)),
        ("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U0=", .publicKey),
        ("example.com/foo+530d903a+", .publicKey),
        ("example.com/foo+530d903a+!", .publicKey),
        ("example.com/foo+530d903a", .keyForm),
        ("+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .name),
    ])
    func `a verifier key that is not whole is refused`(vkey: String, error: NoteError) {
        #expect(throws: error) { try NoteVerifierKey(vkey: vkey) }
    }

    @Test func `keys of many signers survive printing, whatever base64 makes of them`() throws {
        for seed in UInt8(1)...60 {
            let key = try TestKeys.log(seed: seed).verifierKey
            #expect(try NoteVerifierKey(vkey: key.vkey) == key)
            let witness = try TestKeys.witness(seed: seed).verifierKey
            #expect(try NoteVerifierKey(vkey: witness.vkey) == witness)
        }
    }

    @Test func `one key has another id for each kind of signature`() throws {
        let name = try NoteKeyName("one.example")
        let plain = try NoteSigner(name: name, privateKey: TestKeys.privateKey(9)).verifierKey
        let witness = try Cosigner(name: name, privateKey: TestKeys.privateKey(9)).verifierKey
        #expect(plain.publicKey == witness.publicKey)
        #expect(plain.keyID != witness.keyID)
    }
}

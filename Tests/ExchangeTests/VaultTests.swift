// SPDX-License-Identifier: Apache-2.0

import Crypto
import Testing

@testable import Exchange

/// What is kept for years must be made the same way for years: names and fingerprints are held to values made by another program.
@Suite struct VaultTests {
    private static func key(_ byte: UInt8) -> SymmetricKey { SymmetricKey(data: [UInt8](repeating: byte, count: 32)) }

    private let vault = Vault(
        Keyring(
            rings: [1: key(9)],
            currentRing: 1,
            pseudonym: key(1),
            pseudonymEpoch: 1,
            fingerprint: key(2),
            receipts: Curve25519.Signing.PrivateKey(),
            log: Curve25519.Signing.PrivateKey()
        )
    )

    @Test(arguments: ["9990000018", "999 000 0018", "999-000-0018"])
    func `a number is known by one name however it is written`(number: String) {
        let name = vault.pseudonym(scheme: "nhs-number", value: number)
        #expect(TextCoding.hex(name) == "d1638ad61928715d9c8d84ca03a531c6")
    }

    @Test func `letters are named alike in either case`() {
        let names = ["A123456789012B", "a123456789012b"].map { vault.pseudonym(scheme: "upn", value: $0) }
        #expect(names.map(TextCoding.hex) == ["626cae1cc168d7c69ccd7e418c6a640d", "626cae1cc168d7c69ccd7e418c6a640d"])
    }

    @Test func `letters beyond ASCII and an empty number have names too`() {
        #expect(TextCoding.hex(vault.pseudonym(scheme: "upn", value: "é-1")) == "1582988ca373ab8aa701d1f51dece1f6")
        #expect(TextCoding.hex(vault.pseudonym(scheme: "upn", value: "")) == "3f6b42e6d59b28031ec537112c4bd7bc")
    }

    @Test func `an event's fingerprint binds its attributes and its data, each to its place`() {
        let made = vault.fingerprint(attributes: Array(#"{"a":1}"#.utf8), data: Array(#"{"x":"y"}"#.utf8)[...])
        #expect(TextCoding.hex(made) == "f4fb6cee35b519eebcc16f8fdaa63f1c418d91af9f40be68734e1956f421fd49")
        #expect(made != vault.fingerprint(attributes: Array(#"{"a":1}{"x":"y"}"#.utf8), data: []))
    }

    @Test func `a sealed body opens only whole, under its own id and with its wrap`() throws {
        let id = UniqueID(high: 1, low: 2)
        let body = Array("a record of Bryony Testcase".utf8)
        let sealed = try vault.seal(body, id: id)
        #expect(try vault.open(sealed) == body)
        #expect(try vault.seal(body, id: id).ciphertext != sealed.ciphertext)

        var altered = sealed.ciphertext
        altered[20] ^= 1
        #expect(throws: Vault.Failure.altered) {
            try vault.open(SealedBody(id: id, ciphertext: altered, wrap: sealed.wrap, ring: 1))
        }
        #expect(throws: Vault.Failure.altered) {
            let other = UniqueID(high: 1, low: 3)
            return try vault.open(SealedBody(id: other, ciphertext: sealed.ciphertext, wrap: sealed.wrap, ring: 1))
        }
        #expect(throws: Vault.Failure.erased) {
            try vault.open(SealedBody(id: id, ciphertext: sealed.ciphertext, wrap: [], ring: 1))
        }
        #expect(throws: Vault.Failure.ringMissing(2)) {
            try vault.open(SealedBody(id: id, ciphertext: sealed.ciphertext, wrap: sealed.wrap, ring: 2))
        }
    }

    @Test func `key and nonce come from the source that is given, each byte used once`() throws {
        let source = CountedRandom()
        let id = UniqueID(high: 1, low: 2)
        let sealed = try vault.seal([1, 2, 3], id: id, random: source)
        // Bytes 0 to 31 are the key, 32 to 43 the nonce, which stands first.
        #expect(Array(sealed.ciphertext.prefix(12)) == Array(32..<44))
        let opened = try AES.GCM.open(
            AES.GCM.SealedBox(combined: sealed.ciphertext),
            using: SymmetricKey(data: Array(0..<32)),
            authenticating: id.bytes
        )
        #expect(Array(opened) == [1, 2, 3])
    }
}

/// Bytes that count upward.
private struct CountedRandom: RandomSource {
    func bytes(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0) } }
}

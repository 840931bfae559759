// SPDX-License-Identifier: Apache-2.0

import Testing
import TransparencyLog

@Suite struct MerkleHashTests {
    @Test func `known answers of RFC 6962 come out`() {
        #expect(MerkleHash.emptyRoot.hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(
            MerkleHash.leaf(of: []).hex == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
        )
        #expect(
            MerkleHash.leaf(of: "L123456".utf8).hex
                == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
        )
        let left = MerkleHash.leaf(of: [])
        let right = MerkleHash.leaf(of: [0])
        #expect(
            MerkleHash.node(left, right).hex == "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
        )
    }

    @Test func `bytes hex and base64 lead back to the same hash`() {
        let hash = MerkleHash.leaf(of: "entry".utf8)
        #expect(MerkleHash(bytes: hash.bytes) == hash)
        #expect(MerkleHash(hex: hash.hex) == hash)
        #expect(MerkleHash(hex: hash.hex.uppercased()) == hash)
        #expect(MerkleHash(base64: hash.base64) == hash)
    }

    @Test(arguments: [0, 1, 31, 33, 64])
    func `a value of another length than 32 bytes is refused`(count: Int) {
        #expect(MerkleHash(bytes: [UInt8](repeating: 7, count: count)) == nil)
        #expect(MerkleHash(hex: String(repeating: "0a", count: count)) == nil)
    }

    @Test(arguments: [
        "DTrtAjFI/9KiWfvQzcf7PPl1ZYdg03dbgq9vkKrMLfw",
        "DTrtAjFI/9KiWfvQzcf7PPl1ZYdg03dbgq9vkKrMLfx=",
        "DTrtAjFI_9KiWfvQzcf7PPl1ZYdg03dbgq9vkKrMLfw=",
        "DTrtAjFI/9KiWfvQzcf7\nPPl1ZYdg03dbgq9vkKrMLfw=",
        " DTrtAjFI/9KiWfvQzcf7PPl1ZYdg03dbgq9vkKrMLfw=",
    ])
    func `base64 in another than its canonical spelling is refused`(text: String) {
        #expect(MerkleHash(base64: text) == nil)
    }

    @Test func `hex with a foreign character is refused`() {
        #expect(MerkleHash(hex: String(repeating: "0", count: 63) + "g") == nil)
        #expect(MerkleHash(hex: String(repeating: "0", count: 63)) == nil)
    }

    @Test func `a row of hashes is cut only at 32 bytes`() {
        let row = ReferenceTree(count: 5).leaves
        let bytes = MerkleHash.bytes(of: row)
        #expect(bytes.count == 160)
        #expect(MerkleHash.row(from: bytes) == row)
        #expect(MerkleHash.row(from: bytes.dropLast()) == nil)
    }
}

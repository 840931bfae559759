// SPDX-License-Identifier: Apache-2.0

import Crypto
import Exchange
import JSONSchema
import TransparencyLog

/// Verifies receipts as whoever holds one would: from its own bytes and the gateway's public key.
struct ReceiptCheck: Sendable {
    let key: Curve25519.Signing.PublicKey
    let context: ReceiptContext

    /// Verifies the receipt in an answer: the group's signature, the path to its root, and the hash of the entry.
    func verify(_ answer: GatewayAnswer) throws {
        guard let receipt = answer.json?["receipt"], let core = receipt["receipt"], let proof = receipt["proof"] else {
            throw NotAsTold("there is no receipt")
        }
        guard let index = proof["index"]?.integerValue, let size = proof["size"]?.integerValue, index >= 0,
            size > index,
            let root = proof["root"]?.stringValue.flatMap({ MerkleHash(base64: $0) }),
            let signature = proof["signature"]?.stringValue.flatMap(Self.bytes(hex:)),
            let nodes = proof["path"], let entry = core["entry"]
        else { throw NotAsTold("the receipt is not whole") }
        let path = nodes.elements.compactMap { $0.stringValue.flatMap { MerkleHash(base64: $0) } }
        let inclusion = InclusionProof(index: UInt64(index), size: UInt64(size), path: path)
        let verdict = inclusion.verify(leaf: MerkleHash.leaf(of: core.rawBytes), root: root)
        try expect(path.count == nodes.count && verdict.holds, "the receipt is not in the group that was signed")
        let text = Receipt.signedText(root: root, context: context)
        try expect(key.isValidSignature(signature, for: text), "the receipt's signature is not the gateway's")
        let hash = MerkleHash.leaf(of: entry.rawBytes).base64
        try expect(core["leafHash"]?.stringValue == hash, "the receipt's leaf hash is not its entry's")
        try expect(core["environment"]?.stringValue == context.environment, "the receipt names another environment")
    }

    private static func bytes(hex text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
        }
        return bytes.count == digits.count / 2 ? bytes : nil
    }
}

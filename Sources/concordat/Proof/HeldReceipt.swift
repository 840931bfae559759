// SPDX-License-Identifier: Apache-2.0

import Crypto
import Exchange
import JSONSchema
import TransparencyLog

/// A receipt as its holder has it, read back from JSON: nothing in it is believed before it is verified.
struct HeldReceipt: Sendable {
    /// Why it proves nothing.
    struct Fault: Error, CustomStringConvertible, Hashable {
        let description: String

        init(_ description: String) { self.description = description }
    }

    /// What the receipt says it speaks for.
    let context: ReceiptContext
    /// The hash under which the entry stands in the log.
    let leafHash: MerkleHash
    private let receipt: Receipt
    private let entry: [UInt8]
    private let commitment: String?
    private let opening: [UInt8]?

    /// Takes `{"receipt": …, "proof": …}`, or any answer of a gateway that has it under `receipt`.
    ///
    /// Read in canonical form, for the file may have been laid out anew since.
    init(_ value: JSONValue) throws {
        let held = value["proof"] == nil ? value["receipt"] : value
        guard let held, let core = held["receipt"], let proof = held["proof"] else {
            throw Fault("there is no receipt")
        }
        guard let index = proof["index"].flatMap(Self.number), let size = proof["size"].flatMap(Self.number),
            index >= 0, size > index, let root = proof["root"].flatMap(Self.hash),
            let signature = proof["signature"]?.text.flatMap(Self.bytes(hex:)), let key = proof["key"]?.text,
            case .array(let nodes) = proof["path"], let entry = core["entry"],
            let leafHash = core["leafHash"].flatMap(Self.hash), let partnership = core["partnership"]?.text,
            let environment = core["environment"]?.text
        else { throw Fault("the receipt is not whole") }
        let path = nodes.compactMap(Self.hash)
        guard path.count == nodes.count else { throw Fault("the receipt is not whole") }
        receipt = Receipt(
            core: core.canonical(),
            proof: Receipt.GroupProof(
                index: index,
                size: size,
                path: path,
                root: root,
                signature: signature,
                keyID: key
            )
        )
        self.leafHash = leafHash
        context = ReceiptContext(partnership: partnership, environment: environment)
        self.entry = entry.canonical()
        commitment = entry["commitment"]?.text
        opening = core["opening"]?.canonical()
    }

    /// Verifies all that the receipt can show by itself: the group's signature, the path to its root, the hash of the entry, and the
    /// opening of its commitment where it has one.
    func verify(key: Curve25519.Signing.PublicKey) throws {
        guard receipt.verify(key: key, context: context) else {
            throw Fault("the receipt is not signed with this key, or was changed since")
        }
        guard MerkleHash.leaf(of: entry) == leafHash else { throw Fault("the receipt's leaf hash is not its entry's") }
        guard let opening, let commitment else { return }
        guard KeyFiles.hex(SHA256.hash(data: opening)) == commitment else {
            throw Fault("the opening does not belong to the entry's commitment")
        }
    }

    private static func number(_ value: JSONValue) -> Int? {
        if case .number(let text) = value { Int(text) } else { nil }
    }

    private static func hash(_ value: JSONValue) -> MerkleHash? { value.text.flatMap { MerkleHash(base64: $0) } }

    private static func bytes(hex text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
        }
        return bytes.count == digits.count / 2 ? bytes : nil
    }
}

extension JSONValue {
    fileprivate var text: String? {
        if case .string(let text) = self { text } else { nil }
    }
}

// SPDX-License-Identifier: Apache-2.0

package import Crypto
internal import JSONSchema
package import TransparencyLog

/// What the sender holds: that the gateway took the message, what it decided for each recipient, and the hash of the evidence.
///
/// Signed when the transaction that holds the evidence has committed. One signature covers a whole group of receipts: the receipt carries
/// its path to the group's root (RFC 9162 §2.1.3), so that each stands alone.
package struct Receipt: Sendable, Hashable {
    /// Canonical JSON (RFC 8785): the receipt's own words.
    package let core: [UInt8]
    package let proof: GroupProof

    /// How the core is bound to the signature.
    package struct GroupProof: Sendable, Hashable {
        package let index: Int
        package let size: Int
        package let path: [MerkleHash]
        package let root: MerkleHash
        /// Ed25519 over ``Receipt/signedText(root:context:)``.
        package let signature: [UInt8]
        package let keyID: String

        package init(
            index: Int,
            size: Int,
            path: [MerkleHash],
            root: MerkleHash,
            signature: [UInt8],
            keyID: String
        ) {
            self.index = index
            self.size = size
            self.path = path
            self.root = root
            self.signature = signature
            self.keyID = keyID
        }
    }

    package init(core: [UInt8], proof: GroupProof) {
        self.core = core
        self.proof = proof
    }

    /// The text that is signed for a group.
    package static func signedText(root: MerkleHash, context: ReceiptContext) -> [UInt8] {
        Array("concordat/receipts/v1\n\(context.partnership)\n\(context.environment)\n\(root.base64)\n".utf8)
    }

    /// The receipt as JSON: `{"receipt": core, "proof": {…}}`.
    package var json: [UInt8] {
        var writer = JSONWriter(capacity: core.count + 400)
        write(into: &writer)
        return writer.bytes
    }

    /// Writes the receipt as ``json`` has it.
    package func write(into writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("proof")
        writer.beginObject()
        writer.member("index", Int64(proof.index))
        writer.member("key", proof.keyID)
        writer.name("path")
        writer.beginArray()
        for hash in proof.path { writer.string(base64: hash) }
        writer.endArray()
        writer.member("root", base64: proof.root)
        writer.member("signature", hex: proof.signature)
        writer.member("size", Int64(proof.size))
        writer.endObject()
        writer.name("receipt")
        writer.raw(core)
        writer.endObject()
    }

    /// Whether the core is in the group and the group was signed with the key.
    package func verify(key: Curve25519.Signing.PublicKey, context: ReceiptContext) -> Bool {
        let leaf = MerkleHash.leaf(of: core)
        let inclusion = InclusionProof(index: UInt64(proof.index), size: UInt64(proof.size), path: proof.path)
        guard inclusion.verify(leaf: leaf, root: proof.root).holds else { return false }
        return key.isValidSignature(proof.signature, for: Self.signedText(root: proof.root, context: context))
    }
}

/// Which exchange a receipt speaks for.
package struct ReceiptContext: Sendable, Hashable {
    package let partnership: String
    package let environment: String
    /// Whether real records are exchanged.
    package var isLive: Bool { environment == "live" }

    package init(partnership: String, environment: String) {
        self.partnership = partnership
        self.environment = environment
    }
}

/// Signs groups of receipts.
package struct ReceiptSigner: Sendable {
    private let key: Curve25519.Signing.PrivateKey
    package let context: ReceiptContext
    /// The first 16 hexadecimal digits of SHA-256 over the public key.
    package let keyID: String

    package init(key: Curve25519.Signing.PrivateKey, context: ReceiptContext) {
        self.key = key
        self.context = context
        keyID = SHA256.hash(data: key.publicKey.rawRepresentation).prefix(8)
            .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    package var publicKey: Curve25519.Signing.PublicKey { key.publicKey }

    /// Signs the cores of one group, in order.
    ///
    /// - Throws: what the signing library throws; no receipt is given then, and the sender asks again.
    package func sign(_ cores: [[UInt8]]) throws -> [Receipt] {
        guard !cores.isEmpty else { return [] }
        let tree = MerkleTree(leaves: cores.map { MerkleHash.leaf(of: $0) })
        let signature = Array(try key.signature(for: Receipt.signedText(root: tree.root, context: context)))
        return cores.enumerated().map { index, core in
            Receipt(
                core: core,
                proof: Receipt.GroupProof(
                    index: index,
                    size: cores.count,
                    path: tree.path(index: index) ?? [],
                    root: tree.root,
                    signature: signature,
                    keyID: keyID
                )
            )
        }
    }

    /// The words of a receipt, made from the committed entry.
    package func core(leaf: [UInt8], position: LedgerPosition, leafHash: MerkleHash, opening: [UInt8]?) -> [UInt8] {
        var writer = JSONWriter(capacity: leaf.count + 500)
        writer.beginObject()
        writer.name("entry")
        writer.raw(leaf)
        writer.member("environment", context.environment)
        writer.member("leafHash", base64: leafHash)
        if let opening {
            writer.name("opening")
            writer.raw(opening)
        }
        writer.member("partnership", context.partnership)
        writer.member("seq", position.seq)
        writer.member("stream", position.stream)
        writer.endObject()
        return writer.bytes
    }
}

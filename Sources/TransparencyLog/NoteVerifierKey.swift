// SPDX-License-Identifier: Apache-2.0

import Crypto

/// Public key of a signer, with its name and kind of signature (`vkey` of C2SP signed-note).
package struct NoteVerifierKey: Hashable, Sendable, CustomStringConvertible {
    /// Name of the key.
    package let name: NoteKeyName
    /// Kind of signature the key makes.
    package let type: NoteKeyType
    /// The Ed25519 public key, 32 bytes.
    package let publicKey: [UInt8]
    /// First four bytes of SHA-256(name ‖ newline ‖ type ‖ public key).
    package let keyID: UInt32

    /// Names a public key of 32 bytes.
    package init(name: NoteKeyName, type: NoteKeyType, publicKey: [UInt8]) throws(NoteError) {
        guard publicKey.count == 32 else { throw .publicKey }
        self.name = name
        self.type = type
        self.publicKey = publicKey
        let digest = SHA256.hash(data: Array(name.text.utf8) + [0x0A, type.rawValue] + publicKey)
        keyID = UInt32(bigEndianBytes: digest.prefix(4))
    }

    /// Reads `name+hex(id)+base64(type ‖ public key)`; the id has to be the one the rest gives.
    package init(vkey: String) throws(NoteError) {
        let parts = vkey.utf8.split(separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else { throw .keyForm }
        let name = try NoteKeyName(String(decoding: parts[0], as: UTF8.self))
        guard let id = Hex.decode(parts[1]), id.count == 4, Hex.encode(id).utf8.elementsEqual(parts[1]) else {
            throw .keyID
        }
        guard let material = Base64.decode(parts[2]), let typeByte = material.first else { throw .publicKey }
        guard let type = NoteKeyType(rawValue: typeByte) else { throw .keyType(typeByte) }
        try self.init(name: name, type: type, publicKey: Array(material.dropFirst()))
        guard keyID == UInt32(bigEndianBytes: id) else { throw .keyIDMismatch }
    }

    /// The key in the form that is handed to verifiers.
    package var vkey: String {
        "\(name.text)+\(Hex.encode(keyID.bigEndianBytes))+\(Base64.encode([type.rawValue] + publicKey))"
    }

    /// The same as `vkey`.
    package var description: String { vkey }
}

// SPDX-License-Identifier: Apache-2.0

package import Crypto

/// Private key of a log, which signs the text of notes with Ed25519 (type 0x01).
package struct NoteSigner: Sendable {
    /// The public half, to be handed to verifiers.
    package let verifierKey: NoteVerifierKey
    private let privateKey: Curve25519.Signing.PrivateKey

    /// Names a private key.
    package init(name: NoteKeyName, privateKey: Curve25519.Signing.PrivateKey) throws(NoteError) {
        let publicKey = Array(privateKey.publicKey.rawRepresentation)
        verifierKey = try NoteVerifierKey(name: name, type: .ed25519, publicKey: publicKey)
        self.privateKey = privateKey
    }

    /// Signs the text of a note and adds the line to it.
    package func sign(_ note: inout SignedNote) throws(NoteError) {
        let bytes: [UInt8]
        do {
            bytes = Array(try privateKey.signature(for: Array(note.text.utf8)))
        } catch {
            throw .signing
        }
        note.add(NoteSignature(name: verifierKey.name, keyID: verifierKey.keyID, bytes: bytes))
    }
}

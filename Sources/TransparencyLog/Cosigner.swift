// SPDX-License-Identifier: Apache-2.0

package import Crypto

/// Private key of a witness, which signs checkpoints with their time (`cosignature/v1`, type 0x04).
///
/// The message does not name the witness, so that one private key may serve one name only. Whoever cosigns has
/// first checked the checkpoint's consistency with the last one it cosigned.
package struct Cosigner: Sendable {
    /// The public half, to be handed to verifiers.
    package let verifierKey: NoteVerifierKey
    private let privateKey: Curve25519.Signing.PrivateKey

    /// Latest time a cosignature may bear, in seconds since 1970.
    static let latestTime = UInt64(Int64.max)

    /// Names a private key.
    package init(name: NoteKeyName, privateKey: Curve25519.Signing.PrivateKey) throws(NoteError) {
        let publicKey = Array(privateKey.publicKey.rawRepresentation)
        verifierKey = try NoteVerifierKey(name: name, type: .cosignature, publicKey: publicKey)
        self.privateKey = privateKey
    }

    /// Cosigns a checkpoint at a time in seconds since 1970 and adds the line to it.
    package func cosign(_ note: inout SignedNote, time: UInt64) throws(NoteError) {
        guard time <= Self.latestTime else { throw .time }
        do {
            _ = try Checkpoint(text: note.text)
        } catch {
            throw .notACheckpoint(error)
        }
        let signed: [UInt8]
        do {
            signed = Array(try privateKey.signature(for: Self.message(text: note.text, time: time)))
        } catch {
            throw .signing
        }
        let bytes = time.bigEndianBytes + signed
        note.add(NoteSignature(name: verifierKey.name, keyID: verifierKey.keyID, bytes: bytes))
    }

    /// What a cosignature signs (C2SP tlog-cosignature).
    static func message(text: String, time: UInt64) -> [UInt8] {
        Array("cosignature/v1\ntime \(time)\n\(text)".utf8)
    }
}

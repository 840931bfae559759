// SPDX-License-Identifier: Apache-2.0

import Crypto

extension NoteVerifierKey {
    /// Whether a signature line claims this key by name and id.
    package func made(_ signature: NoteSignature) -> Bool {
        signature.keyID == keyID && signature.name == name
    }

    /// Checks a signature over a note's text; nil if it is not this key's.
    func verify(_ signature: NoteSignature, text: String) -> VerifiedSignature? {
        switch type {
        case .ed25519:
            guard isSigned(Array(text.utf8), by: signature.bytes) else { return nil }
            return VerifiedSignature(key: self, time: nil)
        case .cosignature:
            let time = UInt64(bigEndianBytes: signature.bytes.prefix(8))
            guard signature.bytes.count == 72, time <= Cosigner.latestTime,
                isSigned(Cosigner.message(text: text, time: time), by: Array(signature.bytes.dropFirst(8)))
            else { return nil }
            return VerifiedSignature(key: self, time: time)
        }
    }

    private func isSigned(_ message: [UInt8], by signature: [UInt8]) -> Bool {
        guard signature.count == 64, let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else {
            return false
        }
        return key.isValidSignature(signature, for: message)
    }
}

// SPDX-License-Identifier: Apache-2.0

extension SignedNote {
    /// Checks the signatures by the given keys; lines of other keys are passed over.
    ///
    /// One bad signature in the name of a given key refuses the note. A key that signed twice is told once.
    package func verify(keys: [NoteVerifierKey]) -> NoteVerdict {
        var verified: [VerifiedSignature] = []
        for signature in signatures {
            for key in keys where key.made(signature) {
                guard let proven = key.verify(signature, text: text) else { return .refused(.badSignature(key)) }
                if !verified.contains(where: { $0.key == key }) { verified.append(proven) }
            }
        }
        return verified.isEmpty ? .refused(.noKnownSignature) : .verified(verified)
    }
}

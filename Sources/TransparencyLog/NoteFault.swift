// SPDX-License-Identifier: Apache-2.0

/// Why a note is refused.
package enum NoteFault: Hashable, Sendable {
    /// No signature line claims one of the given keys.
    case noKnownSignature
    /// A line claims this key, but the signature is not the key's over this text.
    case badSignature(NoteVerifierKey)
}

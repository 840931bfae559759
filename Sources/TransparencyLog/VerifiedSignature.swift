// SPDX-License-Identifier: Apache-2.0

/// A signature that was checked and holds.
package struct VerifiedSignature: Hashable, Sendable {
    /// The key that signed.
    package let key: NoteVerifierKey
    /// Seconds since 1970 at which a cosigner says it signed; nil for a plain signature.
    package let time: UInt64?
}

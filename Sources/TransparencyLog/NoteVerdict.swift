// SPDX-License-Identifier: Apache-2.0

/// What checking a note's signatures led to.
package enum NoteVerdict: Hashable, Sendable {
    /// Every signature by a given key holds: one for each key that signed, at least one, in the note's order.
    case verified([VerifiedSignature])
    /// The text must not be trusted, and why.
    case refused(NoteFault)
}

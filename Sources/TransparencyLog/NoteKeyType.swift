// SPDX-License-Identifier: Apache-2.0

/// Kinds of note signature known here, by their byte in C2SP signed-note.
package enum NoteKeyType: UInt8, Sendable {
    /// Ed25519 over the note's text.
    case ed25519 = 0x01
    /// Ed25519 over a time and the text of a checkpoint: `cosignature/v1` of C2SP tlog-cosignature.
    case cosignature = 0x04
}

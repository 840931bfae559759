// SPDX-License-Identifier: Apache-2.0

/// The part of a proof file that is wrong.
package enum LogProofError: Error, Hashable {
    /// Line 1 is not `LogProof.header`.
    case header
    /// The `extra` line is no base64, or empty.
    case extra
    /// The `index` line is missing or no decimal number.
    case index
    /// The line is no base64 of 32 bytes; lines count from 1.
    case hash(line: Int)
    /// There are more hashes than any path has.
    case pathTooLong
    /// No blank line ends the hashes.
    case noCheckpoint
    /// What follows is no signed note; its lines count from the note's first.
    case note(NoteError)
    /// The note's text is no checkpoint.
    case checkpoint(CheckpointError)
    /// The proof is for another size than the checkpoint's.
    case sizesDiffer
}

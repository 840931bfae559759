// SPDX-License-Identifier: Apache-2.0

/// Why a note, a name or a key cannot be read or made.
package enum NoteError: Error, Hashable {
    /// The name is empty or has white space, a control character or a plus.
    case name
    /// The note is longer than `SignedNote.maximumLength`.
    case tooLong
    /// The note is not UTF-8.
    case encoding
    /// There is a control character other than the newline; lines count from 1.
    case controlCharacter(line: Int)
    /// The text does not end with a newline.
    case text
    /// No blank line with a signature line behind it ends the note.
    case noSignatures
    /// There are more signature lines than `SignedNote.maximumSignatures`.
    case tooManySignatures
    /// The line is no signature line; lines count from 1.
    case signatureLine(line: Int)
    /// The key is not `name+hex+base64`.
    case keyForm
    /// The key's id is not eight lowercase hexadecimal digits.
    case keyID
    /// The key's id is not the one its name, type and public key give.
    case keyIDMismatch
    /// The key's type is not known here.
    case keyType(UInt8)
    /// The public key is not 32 bytes of base64.
    case publicKey
    /// The text to be cosigned is no checkpoint.
    case notACheckpoint(CheckpointError)
    /// The time is past 2⁶³ - 1 seconds.
    case time
    /// The private key would not sign.
    case signing
}

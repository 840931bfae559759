// SPDX-License-Identifier: Apache-2.0

/// The part of a checkpoint's text that is wrong.
package enum CheckpointError: Error, Hashable {
    /// There are fewer than three lines, or the last has no newline.
    case lineCount
    /// There are lines behind the third.
    case extensionLine
    /// Line 1 is no name of a log.
    case origin
    /// Line 2 is no decimal number of 64 bits without needless zeros.
    case size
    /// Line 3 is no base64 of 32 bytes, or not the root of the empty tree in a checkpoint of size 0.
    case root
}

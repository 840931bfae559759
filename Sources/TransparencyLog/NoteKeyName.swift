// SPDX-License-Identifier: Apache-2.0

/// Name of a signing key, and of a log: a schema-less URL such as `exchange.northshire.example/audit`.
///
/// Compared byte by byte, where `String` would take differently composed letters for the same.
package struct NoteKeyName: Hashable, Sendable, CustomStringConvertible {
    /// The name as it is written.
    package let text: String

    /// Takes a name that is not empty and has no white space, control character or plus (C2SP signed-note).
    package init(_ text: String) throws(NoteError) {
        let fits = text.unicodeScalars.allSatisfy { scalar in
            scalar.value > 0x20 && scalar != "\u{7F}" && scalar != "+" && !scalar.properties.isWhitespace
        }
        guard fits, !text.isEmpty else { throw .name }
        self.text = text
    }

    /// The name as it is written.
    package var description: String { text }

    /// Compares the UTF-8 bytes.
    package static func == (left: NoteKeyName, right: NoteKeyName) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    /// Hashes the UTF-8 bytes.
    package func hash(into hasher: inout Hasher) {
        for byte in text.utf8 {
            hasher.combine(byte)
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Text with the signatures of one or more keys (C2SP signed-note v1.0.0).
package struct SignedNote: Hashable, Sendable {
    /// Longest note that is read, in bytes.
    package static let maximumLength = 1_000_000
    /// Most signature lines that are read.
    package static let maximumSignatures = 100

    /// What is signed, with its last newline.
    package let text: String
    /// Signature lines in their order.
    package private(set) var signatures: [NoteSignature]

    /// Begins a note without signatures; the text ends with a newline and has no other control characters.
    package init(text: String) throws(NoteError) {
        guard text.utf8.last == UInt8(ascii: "\n") else { throw .text }
        if let line = Self.lineOfControlCharacter(in: text.utf8) { throw .controlCharacter(line: line) }
        self.text = text
        signatures = []
    }

    /// Adds a signature line at the end.
    package mutating func add(_ signature: NoteSignature) {
        signatures.append(signature)
    }

    /// The whole note as it is stored and served.
    package var encoded: String {
        text + "\n" + signatures.map(\.line).joined()
    }

    /// Compares the UTF-8 bytes of the text and the signatures.
    package static func == (left: SignedNote, right: SignedNote) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8) && left.signatures == right.signatures
    }

    /// Hashes the signatures, which tell notes apart.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(signatures)
    }

    static func lineOfControlCharacter(in bytes: some Collection<UInt8>) -> Int? {
        var line = 1
        for byte in bytes where byte < 0x20 {
            guard byte == UInt8(ascii: "\n") else { return line }
            line += 1
        }
        return nil
    }
}

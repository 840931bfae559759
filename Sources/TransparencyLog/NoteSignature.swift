// SPDX-License-Identifier: Apache-2.0

/// One signature line of a note.
package struct NoteSignature: Hashable, Sendable {
    /// Name of the key that is said to have signed.
    package let name: NoteKeyName
    /// Id of that key.
    package let keyID: UInt32
    /// What the key's algorithm made, without the id.
    package let bytes: [UInt8]

    /// Assembles a signature made elsewhere.
    package init(name: NoteKeyName, keyID: UInt32, bytes: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.bytes = bytes
    }

    /// The line with its newline.
    package var line: String {
        "\u{2014} \(name.text) \(Base64.encode(keyID.bigEndianBytes + bytes))\n"
    }

    /// Reads a line without its newline; nil if it is none.
    init?(line: some Collection<UInt8>) {
        let parts = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].elementsEqual("\u{2014}".utf8),
            let name = try? NoteKeyName(String(decoding: parts[1], as: UTF8.self)),
            let blob = Base64.decode(parts[2]), blob.count > 4
        else { return nil }
        self.init(name: name, keyID: UInt32(bigEndianBytes: blob.prefix(4)), bytes: Array(blob.dropFirst(4)))
    }
}

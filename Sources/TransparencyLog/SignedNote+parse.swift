// SPDX-License-Identifier: Apache-2.0

extension SignedNote {
    /// Reads a note; every signature line has to be well formed, whether its key is known or not.
    package init(parsing bytes: some Collection<UInt8>) throws(NoteError) {
        guard bytes.count <= Self.maximumLength else { throw .tooLong }
        let bytes = Array(bytes)
        guard String(validating: bytes, as: UTF8.self) != nil else { throw .encoding }
        if let line = Self.lineOfControlCharacter(in: bytes) { throw .controlCharacter(line: line) }
        guard let blank = Self.lastBlankLine(of: bytes) else { throw .noSignatures }
        try self.init(text: String(decoding: bytes[..<blank], as: UTF8.self))
        let textLines = bytes[..<blank].count { $0 == UInt8(ascii: "\n") }
        try read(bytes[(blank + 1)...], from: textLines + 2)
    }

    private mutating func read(_ block: ArraySlice<UInt8>, from firstLine: Int) throws(NoteError) {
        var lines = block.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard let tail = lines.popLast(), !lines.isEmpty else { throw .noSignatures }
        guard tail.isEmpty else { throw .signatureLine(line: firstLine + lines.count) }
        guard lines.count <= Self.maximumSignatures else { throw .tooManySignatures }
        for (offset, line) in lines.enumerated() {
            guard let signature = NoteSignature(line: line) else { throw .signatureLine(line: firstLine + offset) }
            add(signature)
        }
    }

    /// Where the newline stands that is alone on the last blank line.
    private static func lastBlankLine(of bytes: [UInt8]) -> Int? {
        let newline = UInt8(ascii: "\n")
        return bytes.indices.dropFirst().last { bytes[$0] == newline && bytes[$0 - 1] == newline }
    }
}

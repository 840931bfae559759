// SPDX-License-Identifier: Apache-2.0

extension JSONScanner {
    mutating func string() throws(JSONSyntaxError) {
        let start = position &+ 1
        var cursor = start
        var meta = TapeEntry.string
        while true {
            while cursor < bytes.count, isOrdinary(bytes[cursor]) { cursor &+= 1 }
            if peek(cursor) == UInt8(ascii: "\"") { break }
            cursor = try special(cursor, &meta)
        }
        position = cursor &+ 1
        append(meta, start, cursor)
    }

    /// A string that names a member: also takes the fingerprint of its unescaped bytes.
    mutating func nameString() throws(JSONSyntaxError) {
        let start = position &+ 1
        var cursor = start
        var meta = TapeEntry.string
        var hash = Fingerprint.seed
        while true {
            while cursor < bytes.count, isOrdinary(bytes[cursor]) {
                hash = Fingerprint.step(hash, bytes[cursor])
                cursor &+= 1
            }
            if peek(cursor) == UInt8(ascii: "\"") { break }
            let next = try special(cursor, &meta)
            for index in cursor..<next { hash = Fingerprint.step(hash, bytes[index]) }
            cursor = next
        }
        position = cursor &+ 1
        let print =
            meta & TapeEntry.escaped == 0
            ? Fingerprint.finish(hash, length: cursor &- start)
            : Fingerprint.of(StringEscape.decode(bytes, start, cursor))
        append(meta, start, cursor, aux: print)
    }

    /// Printable ASCII that is neither quote nor backslash.
    @inline(__always)
    private func isOrdinary(_ byte: UInt8) -> Bool {
        byte &- 0x20 < 0x60 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    /// Steps over one escape or one character beyond ASCII.
    @inline(never)
    private func special(_ cursor: Int, _ meta: inout UInt32) throws(JSONSyntaxError) -> Int {
        let byte = peek(cursor)
        if byte >= 0x80 {
            meta |= TapeEntry.notPlain
            let width = UTF8Scan.width(bytes, cursor)
            guard width > 0 else { throw JSONSyntaxError(offset: cursor, reason: .invalidUTF8) }
            return cursor &+ width
        }
        guard byte == UInt8(ascii: "\\") else { throw failure(.controlCharacter, at: cursor) }
        meta |= TapeEntry.notPlain | TapeEntry.escaped
        switch peek(cursor &+ 1) {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return cursor &+ 2
        case UInt8(ascii: "u"):
            return try unicodeEscape(cursor)
        default:
            throw failure(.badEscape, at: cursor &+ 1)
        }
    }

    private func unicodeEscape(_ cursor: Int) throws(JSONSyntaxError) -> Int {
        guard let unit = StringEscape.hex4(bytes, cursor &+ 2) else { throw failure(.badEscape, at: cursor &+ 2) }
        guard unit & 0xF800 == 0xD800 else { return cursor &+ 6 }
        guard unit < 0xDC00, peek(cursor &+ 6) == UInt8(ascii: "\\"), peek(cursor &+ 7) == UInt8(ascii: "u"),
            let low = StringEscape.hex4(bytes, cursor &+ 8), low & 0xFC00 == 0xDC00
        else { throw JSONSyntaxError(offset: cursor, reason: .loneSurrogate) }
        return cursor &+ 12
    }
}

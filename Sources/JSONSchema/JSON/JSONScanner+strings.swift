// SPDX-License-Identifier: Apache-2.0

extension JSONScanner {
    @inline(__always)
    mutating func string(_ tape: inout OutputSpan<TapeEntry>) throws(JSONSyntaxError) {
        let start = position &+ 1
        var meta = TapeEntry.string
        let end = try quote(from: start, &meta)
        position = end &+ 1
        try append(meta, start, end, to: &tape)
    }

    /// A string that names a member: also takes the fingerprint of its unescaped bytes.
    @inline(__always)
    mutating func nameString(_ tape: inout OutputSpan<TapeEntry>) throws(JSONSyntaxError) -> UInt32 {
        let start = position &+ 1
        var meta = TapeEntry.string
        let end = try quote(from: start, &meta)
        position = end &+ 1
        let print =
            meta & TapeEntry.escaped == 0
            ? Fingerprint.of(bytes, start, end) : Fingerprint.of(StringEscape.decode(bytes, start, end))
        try append(meta, start, end, aux: print, to: &tape)
        return print
    }

    /// Where the quote stands that ends a string.
    @inline(__always)
    private mutating func quote(from start: Int, _ meta: inout UInt32) throws(JSONSyntaxError) -> Int {
        var cursor = start
        while true {
            cursor = bytes.ordinaryEnd(cursor)
            if bytes.peek(cursor) == UInt8(ascii: "\"") { return cursor }
            cursor = try special(cursor, &meta)
        }
    }

    /// Steps over one escape or one character beyond ASCII.
    @inline(never)
    private mutating func special(_ cursor: Int, _ meta: inout UInt32) throws(JSONSyntaxError) -> Int {
        let byte = bytes.peek(cursor)
        if byte >= 0x80 {
            meta |= TapeEntry.notPlain
            let width = UTF8Scan.width(bytes, cursor)
            guard width > 0 else { throw JSONSyntaxError(offset: cursor, reason: .invalidUTF8) }
            return cursor &+ width
        }
        guard byte == UInt8(ascii: "\\") else { throw failure(.controlCharacter, at: cursor) }
        meta |= TapeEntry.notPlain | TapeEntry.escaped
        switch bytes.peek(cursor &+ 1) {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return cursor &+ 2
        case UInt8(ascii: "u"):
            return try unicodeEscape(cursor)
        default:
            throw failure(.badEscape, at: cursor &+ 1)
        }
    }

    private mutating func unicodeEscape(_ cursor: Int) throws(JSONSyntaxError) -> Int {
        guard let unit = StringEscape.hex4(bytes, cursor &+ 2) else { throw failure(.badEscape, at: cursor &+ 2) }
        guard unit & 0xF800 == 0xD800 else { return cursor &+ 6 }
        guard unit < 0xDC00, bytes.peek(cursor &+ 6) == UInt8(ascii: "\\"),
            bytes.peek(cursor &+ 7) == UInt8(ascii: "u"),
            let low = StringEscape.hex4(bytes, cursor &+ 8), low & 0xFC00 == 0xDC00
        else { throw JSONSyntaxError(offset: cursor, reason: .loneSurrogate) }
        return cursor &+ 12
    }
}

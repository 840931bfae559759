// SPDX-License-Identifier: Apache-2.0

extension JSONScanner {
    @inline(__always)
    mutating func literal(_ word: StaticString, _ kind: UInt32, _ tape: inout OutputSpan<TapeEntry>)
        throws(JSONSyntaxError)
    {
        let start = position
        for index in 0..<word.utf8CodeUnitCount {
            guard bytes.peek(position) == word.utf8Start[index] else { throw failure(.badLiteral) }
            position &+= 1
        }
        try append(kind, start, position, to: &tape)
    }

    mutating func number(_ tape: inout OutputSpan<TapeEntry>) throws(JSONSyntaxError) {
        let start = position
        var cursor = position
        if bytes.peek(cursor) == UInt8(ascii: "-") { cursor &+= 1 }
        let first = bytes.peek(cursor)
        guard Byte.isDigit(first) else {
            throw failure(cursor == start ? .unexpectedByte : .badNumber, at: cursor)
        }
        let digits = cursor
        cursor = bytes.digitsEnd(cursor)
        guard first != UInt8(ascii: "0") || cursor == digits &+ 1 else { throw failure(.badNumber) }
        var meta = cursor &- digits <= 18 ? TapeEntry.number | TapeEntry.smallInteger : TapeEntry.number
        if bytes.peek(cursor) == UInt8(ascii: ".") {
            meta = TapeEntry.number
            guard Byte.isDigit(bytes.peek(cursor &+ 1)) else { throw failure(.badNumber, at: cursor &+ 1) }
            cursor = bytes.digitsEnd(cursor &+ 1)
        }
        if bytes.peek(cursor) | 0x20 == UInt8(ascii: "e") {
            meta = TapeEntry.number
            cursor &+= 1
            let sign = bytes.peek(cursor)
            if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { cursor &+= 1 }
            guard Byte.isDigit(bytes.peek(cursor)) else { throw failure(.badNumber, at: cursor) }
            cursor = bytes.digitsEnd(cursor)
        }
        position = cursor
        try append(meta, start, cursor, to: &tape)
    }
}

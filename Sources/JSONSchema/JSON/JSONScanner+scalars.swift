// SPDX-License-Identifier: Apache-2.0

extension JSONScanner {
    static let trueWord = Array("true".utf8)
    static let falseWord = Array("false".utf8)
    static let nullWord = Array("null".utf8)

    mutating func literal(_ word: [UInt8], _ kind: UInt32) throws(JSONSyntaxError) {
        let start = position
        for byte in word {
            guard peek(position) == byte else { throw failure(.badLiteral) }
            position &+= 1
        }
        append(kind, start, position)
    }

    mutating func number() throws(JSONSyntaxError) {
        let start = position
        var cursor = position
        if peek(cursor) == UInt8(ascii: "-") { cursor &+= 1 }
        let first = peek(cursor)
        guard isDigit(first) else {
            throw failure(cursor == start ? .unexpectedByte : .badNumber, at: cursor)
        }
        let digits = cursor
        cursor = skipDigits(cursor)
        guard first != UInt8(ascii: "0") || cursor == digits &+ 1 else { throw failure(.badNumber) }
        var meta = cursor &- digits <= 18 ? TapeEntry.number | TapeEntry.smallInteger : TapeEntry.number
        if peek(cursor) == UInt8(ascii: ".") {
            meta = TapeEntry.number
            guard isDigit(peek(cursor &+ 1)) else { throw failure(.badNumber, at: cursor &+ 1) }
            cursor = skipDigits(cursor &+ 1)
        }
        if peek(cursor) | 0x20 == UInt8(ascii: "e") {
            meta = TapeEntry.number
            cursor &+= 1
            let sign = peek(cursor)
            if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { cursor &+= 1 }
            guard isDigit(peek(cursor)) else { throw failure(.badNumber, at: cursor) }
            cursor = skipDigits(cursor)
        }
        position = cursor
        append(meta, start, cursor)
    }

    @inline(__always)
    private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    @inline(__always)
    private func skipDigits(_ from: Int) -> Int {
        var cursor = from
        while cursor < bytes.count, isDigit(bytes[cursor]) { cursor &+= 1 }
        return cursor
    }

    @inline(__always)
    mutating func append(_ meta: UInt32, _ start: Int, _ end: Int, aux: UInt32 = 0) {
        tape.append(
            TapeEntry(
                meta: meta,
                start: UInt32(truncatingIfNeeded: start),
                end: UInt32(truncatingIfNeeded: end),
                aux: aux
            )
        )
    }
}

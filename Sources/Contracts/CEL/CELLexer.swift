// SPDX-License-Identifier: Apache-2.0

/// Cuts a rule's text into tokens.
struct CELLexer {
    let bytes: [UInt8]
    var position = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// All tokens, ending in `.end`.
    static func tokens(_ text: String) throws(CELSyntaxError) -> [CELToken] {
        var lexer = CELLexer(text)
        var tokens: [CELToken] = []
        repeat { tokens.append(try lexer.next()) } while tokens.last?.kind != .end
        return tokens
    }

    func peek(_ ahead: Int = 0) -> UInt8? {
        position + ahead < bytes.count ? bytes[position + ahead] : nil
    }

    func fail(_ reason: String) -> CELSyntaxError {
        CELSyntaxError(offset: position, reason: reason)
    }

    private mutating func next() throws(CELSyntaxError) -> CELToken {
        skipSpace()
        let start = position
        guard let byte = peek() else { return CELToken(kind: .end, offset: start) }
        let kind: CELToken.Kind
        if byte.isCELDigit || (byte == UInt8(ascii: ".") && (peek(1)?.isCELDigit ?? false)) {
            kind = try number()
        } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
            kind = .string(try string(isRaw: false))
        } else if byte.isCELLetter {
            kind = try word()
        } else {
            kind = .sign(try sign())
        }
        return CELToken(kind: kind, offset: start)
    }

    private mutating func skipSpace() {
        while let byte = peek() {
            if byte == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "/") {
                while let inComment = peek(), inComment != 0x0A { position += 1 }
            } else if byte == 0x20 || (0x09...0x0D).contains(byte) && byte != 0x0B {
                position += 1
            } else {
                return
            }
        }
    }

    private mutating func word() throws(CELSyntaxError) -> CELToken.Kind {
        let start = position
        while let byte = peek(), byte.isCELLetter || byte.isCELDigit { position += 1 }
        let name = String(decoding: bytes[start..<position], as: UTF8.self)
        guard let quote = peek(), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            return .identifier(name)
        }
        guard ["r", "R"].contains(name) else { throw fail("bytes are not part of this subset of CEL") }
        return .string(try string(isRaw: true))
    }

    private mutating func sign() throws(CELSyntaxError) -> String {
        for text in ["&&", "||", "==", "!=", "<=", ">="] where bytes[position...].starts(with: text.utf8) {
            position += 2
            return text
        }
        guard let byte = peek(), "!<>?:+-.,()[]".utf8.contains(byte) else {
            throw fail("this sign is not part of this subset of CEL")
        }
        position += 1
        return String(decoding: [byte], as: UTF8.self)
    }

    private mutating func number() throws(CELSyntaxError) -> CELToken.Kind {
        let start = position
        if peek() == UInt8(ascii: "0"), let x = peek(1), x == UInt8(ascii: "x") || x == UInt8(ascii: "X") {
            position += 2
            let digits = position
            while let byte = peek(), byte.isCELHexDigit { position += 1 }
            return .int(try integer(digits..<position, radix: 16))
        }
        skipDigits()
        var isDouble = false
        if peek() == UInt8(ascii: "."), peek(1)?.isCELDigit ?? false {
            isDouble = true
            position += 1
            skipDigits()
        }
        if let e = peek(), e == UInt8(ascii: "e") || e == UInt8(ascii: "E") {
            let signed = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-")
            guard peek(signed ? 2 : 1)?.isCELDigit ?? false else { throw fail("the exponent has no digits") }
            isDouble = true
            position += signed ? 2 : 1
            skipDigits()
        }
        guard isDouble else { return .int(try integer(start..<position, radix: 10)) }
        guard let value = Double(String(decoding: bytes[start..<position], as: UTF8.self)) else {
            throw fail("this is not a number")
        }
        return .double(value)
    }

    private mutating func integer(_ range: Range<Int>, radix: Int) throws(CELSyntaxError) -> UInt64 {
        if let suffix = peek(), suffix == UInt8(ascii: "u") || suffix == UInt8(ascii: "U") {
            throw fail("unsigned numbers are not part of this subset of CEL")
        }
        guard let value = UInt64(String(decoding: bytes[range], as: UTF8.self), radix: radix) else {
            throw fail("this number is too large")
        }
        return value
    }

    private mutating func skipDigits() {
        while let byte = peek(), byte.isCELDigit { position += 1 }
    }
}

extension UInt8 {
    var isCELDigit: Bool { self &- 0x30 < 10 }
    var isCELLetter: Bool { (self | 0x20) &- 0x61 < 26 || self == UInt8(ascii: "_") }
    var isCELHexDigit: Bool { isCELDigit || (self | 0x20) &- 0x61 < 6 }
}

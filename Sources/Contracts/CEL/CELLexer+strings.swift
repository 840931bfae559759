// SPDX-License-Identifier: Apache-2.0

extension CELLexer {
    /// Reads a string literal from its opening quote: single, double or tripled quotes.
    mutating func string(isRaw: Bool) throws(CELSyntaxError) -> String {
        guard let quote = peek() else { throw fail("a string is expected") }
        let isTriple = peek(1) == quote && peek(2) == quote
        position += isTriple ? 3 : 1
        var out: [UInt8] = []
        while let byte = peek() {
            if byte == quote, !isTriple || (peek(1) == quote && peek(2) == quote) {
                position += isTriple ? 3 : 1
                return String(decoding: out, as: UTF8.self)
            }
            if byte == 0x0A || byte == 0x0D, !isTriple { throw fail("the string runs past the end of its line") }
            if byte == UInt8(ascii: "\\"), !isRaw {
                try escape(into: &out)
            } else {
                out.append(byte)
                position += 1
                // A raw string keeps the backslash and whatever it stands before.
                if isRaw, byte == UInt8(ascii: "\\"), let next = peek(), next == quote || next == byte {
                    out.append(next)
                    position += 1
                }
            }
        }
        throw fail("the string has no closing quote")
    }

    private mutating func escape(into out: inout [UInt8]) throws(CELSyntaxError) {
        position += 1
        guard let letter = peek() else { throw fail("the string has no closing quote") }
        let simple: [UInt8: UInt8] = [
            UInt8(ascii: "a"): 0x07, UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A,
            UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09, UInt8(ascii: "v"): 0x0B,
        ]
        if let byte = simple[letter] {
            position += 1
            return out.append(byte)
        }
        switch letter {
        case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"), UInt8(ascii: "?"):
            position += 1
            out.append(letter)
        case UInt8(ascii: "x"), UInt8(ascii: "X"): try codePoint(skipping: 1, digits: 2, radix: 16, into: &out)
        case UInt8(ascii: "u"): try codePoint(skipping: 1, digits: 4, radix: 16, into: &out)
        case UInt8(ascii: "U"): try codePoint(skipping: 1, digits: 8, radix: 16, into: &out)
        case UInt8(ascii: "0")...UInt8(ascii: "3"): try codePoint(skipping: 0, digits: 3, radix: 8, into: &out)
        default: throw fail("this escape is not part of CEL")
        }
    }

    private mutating func codePoint(
        skipping: Int,
        digits: Int,
        radix: Int,
        into out: inout [UInt8]
    ) throws(CELSyntaxError) {
        position += skipping
        guard position + digits <= bytes.count else { throw fail("the escape is too short") }
        let text = bytes[position..<(position + digits)]
        guard text.allSatisfy(\.isCELHexDigit), let value = UInt32(String(decoding: text, as: UTF8.self), radix: radix),
            let scalar = Unicode.Scalar(value)
        else { throw fail("the escape is not a Unicode character") }
        position += digits
        out.append(contentsOf: Array(String(scalar).utf8))
    }
}

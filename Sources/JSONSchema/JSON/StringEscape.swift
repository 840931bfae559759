// SPDX-License-Identifier: Apache-2.0

/// Escapes of JSON strings, in text the scanner has already accepted.
enum StringEscape {
    /// The string's UTF-8 without escapes.
    static func decode(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(end - start)
        var cursor = start
        while cursor < end {
            let byte = bytes[cursor]
            guard byte == UInt8(ascii: "\\") else {
                out.append(byte)
                cursor += 1
                continue
            }
            cursor = decodeOne(bytes, cursor, into: &out)
        }
        return out
    }

    private static func decodeOne(_ bytes: Span<UInt8>, _ cursor: Int, into out: inout [UInt8]) -> Int {
        switch bytes[cursor + 1] {
        case UInt8(ascii: "b"): out.append(0x08)
        case UInt8(ascii: "f"): out.append(0x0C)
        case UInt8(ascii: "n"): out.append(0x0A)
        case UInt8(ascii: "r"): out.append(0x0D)
        case UInt8(ascii: "t"): out.append(0x09)
        case UInt8(ascii: "u"):
            let high = hex4(bytes, cursor + 2) ?? 0
            if high & 0xFC00 == 0xD800 {
                let low = hex4(bytes, cursor + 8) ?? 0
                append(0x10000 + (high & 0x3FF) << 10 + (low & 0x3FF), to: &out)
                return cursor + 12
            }
            append(high, to: &out)
            return cursor + 6
        case let other: out.append(other)
        }
        return cursor + 2
    }

    private static func append(_ value: UInt32, to out: inout [UInt8]) {
        guard let scalar = Unicode.Scalar(value) else { return }
        out.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }

    /// Four hexadecimal digits as a UTF-16 unit.
    static func hex4(_ bytes: Span<UInt8>, _ offset: Int) -> UInt32? {
        guard offset + 4 <= bytes.count else { return nil }
        var value: UInt32 = 0
        for index in offset..<offset + 4 {
            guard let digit = hexDigit(bytes[index]) else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

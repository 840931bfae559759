// SPDX-License-Identifier: Apache-2.0

/// Formats that need no more than a walk over the bytes.
enum TextFormat {
    /// RFC 4122 §3: 8-4-4-4-12 hexadecimal digits.
    static func isUUID(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
        guard end - start == 36 else { return false }
        for offset in 0..<36 {
            let byte = bytes[start + offset]
            let isDash = offset == 8 || offset == 13 || offset == 18 || offset == 23
            guard isDash ? byte == UInt8(ascii: "-") : Byte.isHex(byte) else { return false }
        }
        return true
    }

    /// RFC 6901.
    static func isPointer(_ text: ArraySlice<UInt8>) -> Bool {
        guard let first = text.first else { return true }
        guard first == UInt8(ascii: "/") else { return false }
        var index = text.startIndex
        while index < text.endIndex {
            if text[index] == UInt8(ascii: "~") {
                guard index + 1 < text.endIndex, text[index + 1] == 0x30 || text[index + 1] == 0x31 else {
                    return false
                }
            }
            index += 1
        }
        return true
    }

    /// A count of levels up, then a pointer or a hash sign.
    static func isRelativePointer(_ text: ArraySlice<UInt8>) -> Bool {
        let digits = text.prefix(while: Byte.isDigit)
        guard !digits.isEmpty, digits.count == 1 || digits.first != UInt8(ascii: "0") else { return false }
        let rest = text[digits.endIndex...]
        return rest.elementsEqual("#".utf8) || isPointer(rest)
    }

    /// Valid ECMA-262, even where `Pattern` could not run it.
    static func isRegex(_ text: ArraySlice<UInt8>) -> Bool {
        do throws(PatternError) {
            _ = try PatternParser.parse(String(decoding: text, as: UTF8.self))
            return true
        } catch {
            return error.isUnsupported
        }
    }
}

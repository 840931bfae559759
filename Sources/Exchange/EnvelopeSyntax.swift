// SPDX-License-Identifier: Apache-2.0

/// The forms of the attributes' texts.
enum EnvelopeSyntax {
    /// Whether the text is an id as directory and agreements write them.
    ///
    /// Lower-case letters and digits in groups with single hyphens or dots between them, a letter first, at most 100 bytes.
    static func isIdentifier(_ text: some StringProtocol) -> Bool {
        guard text.utf8.count <= 100, let first = text.utf8.first, first >= 0x61, first <= 0x7A else { return false }
        var afterBreak = false
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x61...0x7A: afterBreak = false
            case UInt8(ascii: "-") where !afterBreak, UInt8(ascii: ".") where !afterBreak: afterBreak = true
            default: return false
            }
        }
        return !afterBreak
    }

    /// An id, and perhaps `@` and a version from 1.
    static func isAgreement(_ text: String) -> Bool {
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return isIdentifier(text) }
        return isIdentifier(parts[0]) && (1...9).contains(parts[1].utf8.count) && !parts[1].hasPrefix("0")
            && parts[1].utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    }

    /// Words with colons between them, at most 64 bytes, such as `education:wellbeing`.
    static func isPurpose(_ text: String) -> Bool {
        text.utf8.count <= 64
            && text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
                .allSatisfy { isIdentifier(Substring($0)) }
    }

    /// A protective marking or handling code, such as `OFFICIAL-SENSITIVE`; never a personal number.
    static func isMarking(_ text: String) -> Bool {
        func isWord(_ byte: UInt8) -> Bool {
            switch byte | 0x20 {
            case 0x61...0x7A: true
            default: byte >= 0x30 && byte <= 0x39
            }
        }
        guard text.utf8.count <= 64, !PersonalIdentifier.looksLike(text), let first = text.utf8.first, isWord(first),
            let last = text.utf8.last, isWord(last)
        else { return false }
        return text.utf8.allSatisfy { isWord($0) || " ._:/-".utf8.contains($0) }
    }

    /// Printable ASCII without what names, mail addresses and markup need.
    static func isOpaque(_ text: String) -> Bool {
        text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "@"): false
            default: byte > 0x20 && byte < 0x7F
            }
        }
    }

    /// Reads a trace parent (W3C Trace Context §3.2); one of a later version is brought down to version 00.
    ///
    /// - Returns: nil for an invalid one, which is to be ignored.
    static func traceparent(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 55 else { return nil }
        for index in 0..<55 {
            let hyphenHere = index == 2 || index == 35 || index == 52
            switch bytes[index] {
            case UInt8(ascii: "-"): guard hyphenHere else { return nil }
            case 0x30...0x39, 0x61...0x66: guard !hyphenHere else { return nil }
            default: return nil
            }
        }
        let version = bytes[0..<2]
        guard version != [0x66, 0x66], !bytes[3..<35].allSatisfy({ $0 == 0x30 }),
            !bytes[36..<52].allSatisfy({ $0 == 0x30 })
        else { return nil }
        if bytes.count > 55 {
            guard version != [0x30, 0x30], bytes[55] == UInt8(ascii: "-") else { return nil }
        }
        return "00" + String(decoding: bytes[2..<55], as: UTF8.self)
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Recognises numbers that identify a person, so that none travels in an attribute, where logs and headers show it.
///
/// Finds NHS numbers and ULNs by their check digit, UPNs by their shape (many in use fail their check letter) and PNC
/// ids by their check letter, with or without separators and with or without the scheme's name before them.
enum PersonalIdentifier {
    /// Whether the whole text is, or is meant to be, such a number.
    static func looksLike(_ text: String) -> Bool {
        // Three digits are the fewest, in a short PNC id; most references are done with here.
        guard text.utf8.reduce(0, { $0 + (isDigit($1) ? 1 : 0) }) >= 3, let (folded, breaks) = fold(text)
        else { return false }
        return schemes.contains { scheme in
            folded.starts(with: scheme)
                && isIdentifier(
                    Array(folded.dropFirst(scheme.count)),
                    breaks: breaks.map { $0 - scheme.count },
                    named: !scheme.isEmpty
                )
        }
    }

    /// Whether an attribute's name may be shown in an error: names have digits put in them as easily as values.
    static func isShowable(name: String) -> Bool {
        name.utf8.count <= 20 && CloudEvent.Attribute.isName(name) && !looksLike(name)
    }

    // The empty one last: a bare number.
    private static let schemes: [[UInt8]] = ["NHSNUMBER", "NHSNO", "NHS", "UPN", "ULN", "PNCID", "PNC", ""].map {
        Array($0.utf8)
    }

    /// Letters in upper case and digits, without separators, and where separators after digits stood.
    private static func fold(_ text: String) -> (folded: [UInt8], breaks: [Int])? {
        guard text.utf8.count <= 64 else { return nil }
        var folded: [UInt8] = []
        var breaks: [Int] = []
        for scalar in text.unicodeScalars {
            switch scalar {
            case "0"..."9", "A"..."Z": folded.append(UInt8(ascii: scalar))
            case "a"..."z": folded.append(UInt8(ascii: scalar) - 0x20)
            case " ", "-", "/", ".", "_", ":", "#", "=", "|", "\u{A0}", "\u{2010}"..."\u{2015}", "\u{2212}":
                if let last = folded.last, isDigit(last), breaks.last != folded.count {
                    breaks.append(folded.count)
                }
            default: return nil
            }
        }
        return (folded, breaks.filter { $0 < folded.count })
    }

    private static func isIdentifier(_ bytes: [UInt8], breaks: [Int], named: Bool) -> Bool {
        // Why not in any grouping: 2026-000123 is a record's number, and one in six of such would pass the check.
        if named || breaks.isEmpty || breaks == [3, 6], isTenDigits(bytes) { return true }
        if isUPN(bytes) || isPNC(bytes, year: 4) || isPNC(bytes, year: 2) { return true }
        guard let year = breaks.first, year == 4 || year == 2 else { return false }
        return isPNC(bytes, year: year, short: true)
    }

    /// Whether ten digits are an NHS number or a ULN.
    ///
    /// NHS number: weights 10 to 2, check digit 11 − (sum mod 11), 11 written as 0. ULN: weights 10 to 1, sum mod 11 is 10.
    private static func isTenDigits(_ bytes: [UInt8]) -> Bool {
        guard bytes.count == 10, bytes.allSatisfy(isDigit) else { return false }
        let sum = zip(bytes, 1...).reduce(0) { $0 + Int($1.0 - 0x30) * (11 - $1.1) }
        // With the check digit weighted 1 an NHS number's sum is a multiple of 11.
        return sum % 11 == 0 || sum % 11 == 10 && bytes[0] != 0x30
    }

    /// A letter and twelve digits, the last of which is a letter in a temporary UPN.
    private static func isUPN(_ bytes: [UInt8]) -> Bool {
        guard bytes.count == 13, "ABCDEFGHJKLMNPQRTUVWXYZ".utf8.contains(bytes[0]) else { return false }
        return bytes[1..<12].allSatisfy(isDigit) && (isDigit(bytes[12]) || bytes[12] >= 0x41)
    }

    /// A year, a serial of seven digits (in the short form without its leading zeros) and a check letter.
    private static func isPNC(_ bytes: [UInt8], year: Int, short: Bool = false) -> Bool {
        let digits = bytes.dropLast()
        let serial = digits.count - year
        guard let letter = bytes.last, short ? (1...7).contains(serial) : serial == 7, digits.allSatisfy(isDigit)
        else { return false }
        let decimal = { (part: ArraySlice<UInt8>) in part.reduce(0) { $0 * 10 + Int($1 - 0x30) } }
        let number = decimal(digits[(year - 2)..<year]) * 10_000_000 + decimal(digits[year...])
        return Array("ZABCDEFGHJKLMNPQRTUVWXY".utf8)[number % 23] == letter
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}

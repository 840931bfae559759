// SPDX-License-Identifier: Apache-2.0

/// Identifiers and codes whose form alone can be checked.
enum Identifiers {
    /// Six or seven digits without a check digit; seven occur in children's-services returns.
    static func isURN(_ text: String) -> Bool {
        isNumber(text, digits: 6...7)
    }

    /// One to twelve digits without leading zeros; the number has no check digit (GeoPlace, BS 7666).
    static func isUPRN(_ text: String) -> Bool {
        isNumber(text, digits: 1...12)
    }

    /// Digits alone, the first of them not zero.
    private static func isNumber(_ text: String, digits: ClosedRange<Int>) -> Bool {
        digits.contains(text.utf8.count) && text.utf8.allSatisfy { CheckDigits.digit($0) != nil }
            && text.utf8.first != UInt8(ascii: "0")
    }

    /// Three digits of the local authority, from 201, and four of the establishment.
    static func isLAESTAB(_ text: String) -> Bool {
        guard let digits = CheckDigits.digits(text, count: 7) else { return false }
        return digits[0] * 100 + digits[1] * 10 + digits[2] > 200
    }

    /// A UK postcode in capitals with at most one space before its last three characters.
    static func isPostcode(_ text: String) -> Bool {
        var bytes = Array(text.utf8)
        guard bytes.count >= 5 else { return false }
        if bytes[bytes.count - 4] == 0x20 { bytes.remove(at: bytes.count - 4) }
        if bytes.elementsEqual("GIR0AA".utf8) { return true }
        guard (5...7).contains(bytes.count) else { return false }
        let inward = bytes.suffix(3)
        guard let first = inward.first, CheckDigits.digit(first) != nil,
            inward.dropFirst().allSatisfy({ isCapital($0) && !"CIKMOV".utf8.contains($0) })
        else { return false }
        return isOutward(bytes.dropLast(3))
    }

    /// A9, A99, A9A, AA9, AA99 or AA9A, with the letters Royal Mail leaves out at each place.
    private static func isOutward(_ bytes: ArraySlice<UInt8>) -> Bool {
        let form = String(bytes.map { CheckDigits.digit($0) != nil ? "9" : isCapital($0) ? "A" : "?" }.joined())
        guard ["A9", "A99", "A9A", "AA9", "AA99", "AA9A"].contains(form), let first = bytes.first,
            !"QVX".utf8.contains(first)
        else { return false }
        guard form.hasPrefix("AA") else { return true }
        return !"IJZ".utf8.contains(bytes[bytes.startIndex + 1])
    }

    private static func isCapital(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }
}

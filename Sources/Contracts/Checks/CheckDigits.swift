// SPDX-License-Identifier: Apache-2.0

/// Check digits and letters of national identifiers.
enum CheckDigits {
    /// The 23 letters of UPNs, without I, O and S; a letter's place is its value.
    private static let upnLetters = Array("ABCDEFGHJKLMNPQRTUVWXYZ".utf8)

    /// Ten digits; weights 10 to 2 on the first nine, 11 less the remainder, where 11 is 0 and 10 is never issued
    /// (NHS Data Dictionary).
    static func isNHSNumber(_ text: String) -> Bool {
        guard let digits = digits(text, count: 10) else { return false }
        let sum = zip(digits.dropLast(), stride(from: 10, to: 1, by: -1)).reduce(0) { $0 + $1.0 * $1.1 }
        return (11 - sum % 11) % 11 == digits[9]
    }

    /// Ten digits, the first not zero; weights 10 to 1, remainder 10 by 11 (Learning Records Service).
    static func isULN(_ text: String) -> Bool {
        guard let digits = digits(text, count: 10), digits[0] != 0 else { return false }
        let sum = zip(digits, stride(from: 10, to: 0, by: -1)).reduce(0) { $0 + $1.0 * $1.1 }
        return sum % 11 == 10
    }

    /// Check letter and twelve digits, the last of which is a letter in a temporary UPN; weights 2 to 13 by 23 (DfE).
    static func isUPN(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 13, let check = upnLetters.firstIndex(of: bytes[0]) else { return false }
        var sum = 0
        for position in 1..<13 {
            let byte = bytes[position]
            if let digit = digit(byte) {
                sum += digit * (position + 1)
            } else if position == 12, let value = upnLetters.firstIndex(of: byte) {
                sum += value * 13
            } else {
                return false
            }
        }
        return sum % 23 == check
    }

    static func digit(_ byte: UInt8) -> Int? {
        byte &- 0x30 < 10 ? Int(byte - 0x30) : nil
    }

    static func digits(_ text: String, count: Int) -> [Int]? {
        let digits = text.utf8.compactMap(digit)
        return digits.count == count && text.utf8.count == count ? digits : nil
    }
}

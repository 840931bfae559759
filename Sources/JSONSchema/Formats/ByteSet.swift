// SPDX-License-Identifier: Apache-2.0

/// A set of ASCII bytes: letters, digits, and the marks given.
struct ByteSet: Sendable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    init(lettersDigitsAnd marks: String) {
        for byte in UInt8(0)..<0x80 where Byte.isAlphanumeric(byte) || marks.utf8.contains(byte) {
            if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
        }
    }

    func contains(_ byte: UInt8) -> Bool {
        byte < 0x80 && (byte < 64 ? low : high) & (1 &<< UInt64(byte & 63)) != 0
    }

    /// Unreserved characters and sub-delimiters (RFC 3986 §2).
    static let name = ByteSet(lettersDigitsAnd: "-._~!$&'()*+,;=")
    static let user = ByteSet(lettersDigitsAnd: "-._~!$&'()*+,;=:")
    static let path = ByteSet(lettersDigitsAnd: "-._~!$&'()*+,;=:@/")
    static let query = ByteSet(lettersDigitsAnd: "-._~!$&'()*+,;=:@/?")
    static let scheme = ByteSet(lettersDigitsAnd: "+-.")
}

// SPDX-License-Identifier: Apache-2.0

internal import FoundationEssentials

/// Hashes, keys and signatures as documents write them.
package enum TextCoding {
    private static let digits = Array("0123456789abcdef".utf8)

    /// Lower-case base 16.
    package static func hex(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// Reads lower-case base 16 of exactly `count` bytes.
    package static func bytes(hex text: String, count: Int) -> [UInt8]? {
        let nibbles = text.utf8.compactMap { digit in digits.firstIndex(of: digit).map(UInt8.init) }
        guard nibbles.count == text.utf8.count, nibbles.count == count * 2 else { return nil }
        return (0..<count).map { nibbles[$0 * 2] << 4 | nibbles[$0 * 2 + 1] }
    }

    /// Standard base64 with padding (RFC 4648 §4).
    static func base64(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString()
    }

    /// Reads base64 of exactly `count` bytes, refusing a second spelling of the same bytes.
    static func bytes(base64 text: String, count: Int) -> [UInt8]? {
        guard let data = Data(base64Encoded: Data(text.utf8)), data.count == count,
            base64(Array(data)).hasBytes(of: text)
        else { return nil }
        return Array(data)
    }
}

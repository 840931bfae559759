// SPDX-License-Identifier: Apache-2.0

/// The 64-bit FNV-1a hash: short stable names, of no cryptographic strength.
enum FNV1a {
    /// Sixteen lower-case hex digits.
    static func hex(_ text: String) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}

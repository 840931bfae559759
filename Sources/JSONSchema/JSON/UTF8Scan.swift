// SPDX-License-Identifier: Apache-2.0

/// UTF-8 by the table of RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
enum UTF8Scan {
    /// The length of the well-formed character at an offset, or 0.
    static func width(_ bytes: Span<UInt8>, _ offset: Int) -> Int {
        let lead = bytes[offset]
        switch lead {
        case 0x00...0x7F:
            return 1
        case 0xC2...0xDF:
            return continues(bytes, offset + 1, 0x80, 0xBF) ? 2 : 0
        case 0xE0...0xEF:
            let low: UInt8 = lead == 0xE0 ? 0xA0 : 0x80
            let high: UInt8 = lead == 0xED ? 0x9F : 0xBF
            return continues(bytes, offset + 1, low, high) && continues(bytes, offset + 2, 0x80, 0xBF) ? 3 : 0
        case 0xF0...0xF4:
            let low: UInt8 = lead == 0xF0 ? 0x90 : 0x80
            let high: UInt8 = lead == 0xF4 ? 0x8F : 0xBF
            return continues(bytes, offset + 1, low, high) && continues(bytes, offset + 2, 0x80, 0xBF)
                && continues(bytes, offset + 3, 0x80, 0xBF) ? 4 : 0
        default:
            return 0
        }
    }

    private static func continues(_ bytes: Span<UInt8>, _ offset: Int, _ low: UInt8, _ high: UInt8) -> Bool {
        offset < bytes.count && bytes[offset] >= low && bytes[offset] <= high
    }

    /// Code points in well-formed UTF-8: every byte that is not a continuation.
    static func scalars(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        var total = 0
        var index = start
        while index < end {
            total &+= bytes[index] & 0xC0 == 0x80 ? 0 : 1
            index &+= 1
        }
        return total
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Writing text into room that was made for it: the buffer is looked at once for each piece instead of once for each byte.
extension OutputSpan<UInt8> {
    /// Adds bytes in one piece; there must be room for them.
    mutating func append(_ source: UnsafeBufferPointer<UInt8>) {
        withUnsafeMutableBufferPointer { room, count in
            _ = room[count...].initialize(fromContentsOf: source)
            count += source.count
        }
    }

    /// Adds two lower-case hexadecimal digits.
    mutating func append(hex byte: UInt8) {
        append(Self.digit(byte >> 4))
        append(Self.digit(byte & 15))
    }

    /// Adds bytes as base64 with padding (RFC 4648 §4).
    mutating func append(base64 bytes: UnsafeRawBufferPointer) {
        var place = 0
        while place < bytes.count {
            let left = bytes.count - place
            var word = UInt32(bytes[place]) << 16
            if left > 1 { word |= UInt32(bytes[place + 1]) << 8 }
            if left > 2 { word |= UInt32(bytes[place + 2]) }
            append(Self.letter(word >> 18))
            append(Self.letter(word >> 12 & 63))
            append(left > 1 ? Self.letter(word >> 6 & 63) : UInt8(ascii: "="))
            append(left > 2 ? Self.letter(word & 63) : UInt8(ascii: "="))
            place += 3
        }
    }

    private static func letter(_ value: UInt32) -> UInt8 {
        let value = UInt8(truncatingIfNeeded: value)
        return switch value {
        case 0..<26: UInt8(ascii: "A") + value
        case 26..<52: UInt8(ascii: "a") - 26 + value
        case 52..<62: UInt8(ascii: "0") &- 52 &+ value
        case 62: UInt8(ascii: "+")
        default: UInt8(ascii: "/")
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") &+ value : UInt8(ascii: "a") &- 10 &+ value
    }
}

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

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") &+ value : UInt8(ascii: "a") &- 10 &+ value
    }
}

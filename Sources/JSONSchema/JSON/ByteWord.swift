// SPDX-License-Identifier: Apache-2.0

/// Eight bytes of a text looked at as one word, the first in the lowest bits.
enum ByteWord {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let tops: UInt64 = 0x8080_8080_8080_8080

    /// The eight bytes at an offset, all of which must lie within the text.
    @inline(__always)
    static func load(_ bytes: Span<UInt8>, _ offset: Int) -> UInt64 {
        UInt64(littleEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// At most seven bytes at an offset; nothing above them.
    @inline(__always)
    static func load(_ bytes: Span<UInt8>, _ offset: Int, count: Int) -> UInt64 {
        if offset &+ 8 <= bytes.count {
            return load(bytes, offset) & ((1 &<< UInt64(truncatingIfNeeded: count &* 8)) &- 1)
        }
        var word: UInt64 = 0
        var index = count
        while index > 0 {
            index &-= 1
            word = word &<< 8 | UInt64(bytes[offset &+ index])
        }
        return word
    }

    /// The top bit of each byte at which plain text in quotes is interrupted: quote, backslash, control character, beyond ASCII.
    ///
    /// Bytes behind the first such one may be marked wrongly, for a subtraction borrows from them.
    @inline(__always)
    static func interruptions(_ word: UInt64) -> UInt64 {
        let quotes = word ^ ones &* UInt64(UInt8(ascii: "\""))
        let backslashes = word ^ ones &* UInt64(UInt8(ascii: "\\"))
        let controls = word &- ones &* 0x20
        return ((quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes | controls & ~word | word) & tops
    }

    /// Whether two stretches of texts are the same.
    @inline(__always)
    static func same(_ left: Span<UInt8>, _ first: Int, _ right: Span<UInt8>, _ second: Int, _ length: Int) -> Bool {
        var offset = 0
        while offset &+ 8 <= length {
            if load(left, first &+ offset) != load(right, second &+ offset) { return false }
            offset &+= 8
        }
        let rest = length &- offset
        return rest == 0
            || load(left, first &+ offset, count: rest) == load(right, second &+ offset, count: rest)
    }
}

extension Span<UInt8> {
    /// The byte at an offset, or NUL, which no grammar rule accepts, past the end.
    @inline(__always)
    func peek(_ offset: Int) -> UInt8 { offset < count ? self[offset] : 0 }

    /// The first byte from an offset that is no printable ASCII, or is quote or backslash; eight bytes at a time while there are as many.
    @inline(__always)
    func ordinaryEnd(_ start: Int) -> Int {
        var cursor = start
        while cursor &+ 8 <= count {
            let found = ByteWord.interruptions(ByteWord.load(self, cursor))
            if found != 0 { return cursor &+ found.trailingZeroBitCount &>> 3 }
            cursor &+= 8
        }
        while cursor < count, isOrdinary(self[cursor]) { cursor &+= 1 }
        return cursor
    }

    @inline(__always)
    private func isOrdinary(_ byte: UInt8) -> Bool {
        byte &- 0x20 < 0x60 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    /// The first byte from an offset that is no digit.
    @inline(__always)
    func digitsEnd(_ start: Int) -> Int {
        var cursor = start
        while cursor < count, Byte.isDigit(self[cursor]) { cursor &+= 1 }
        return cursor
    }
}

// SPDX-License-Identifier: Apache-2.0

/// One value or member name of a parsed text: 16 bytes, no references.
///
/// The tape lists values in document order. An object is followed by name, value, name, value, ...; an array by its elements.
struct TapeEntry: Sendable {
    /// Low 8 bits: kind and flags; high 24 bits: number of members or elements.
    var meta: UInt32
    /// First byte of the value; for a string the byte after the opening quote.
    let start: UInt32
    /// One past the last byte; for a string the closing quote.
    var end: UInt32
    /// For a container the index of the entry after it; for a member name its fingerprint.
    var aux: UInt32

    static let kindMask: UInt32 = 0x07
    /// The string holds escape sequences.
    static let escaped: UInt32 = 0x08
    /// The string holds bytes above 0x7F, or an escape.
    static let notPlain: UInt32 = 0x10
    /// The number has no fraction, no exponent, and at most 18 digits.
    static let smallInteger: UInt32 = 0x20

    static let null: UInt32 = 0
    static let bool: UInt32 = 1
    static let number: UInt32 = 2
    static let string: UInt32 = 3
    static let array: UInt32 = 4
    static let object: UInt32 = 5

    @inline(__always) var kind: UInt32 { meta & TapeEntry.kindMask }
    @inline(__always) var count: Int { Int(meta &>> 8) }
    @inline(__always) var isEscaped: Bool { meta & TapeEntry.escaped != 0 }
    @inline(__always) var isPlain: Bool { meta & TapeEntry.notPlain == 0 }
    @inline(__always) var isSmallInteger: Bool { meta & TapeEntry.smallInteger != 0 }
    @inline(__always) var isContainer: Bool { kind >= TapeEntry.array }
    @inline(__always) var length: Int { Int(end) &- Int(start) }

    /// Index of the entry after this one and everything inside it.
    @inline(__always)
    func following(_ index: Int) -> Int { isContainer ? Int(aux) : index &+ 1 }
}

/// A 32-bit hash of a name, used to skip most byte comparisons; never trusted alone.
enum Fingerprint {
    private static let factor: UInt64 = 0x9E37_79B9_7F4A_7C15

    @inline(__always)
    private static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        let product = (hash ^ word) &* factor
        return product ^ (product &>> 32)
    }

    static func of(_ bytes: [UInt8]) -> UInt32 { of(bytes.span, 0, bytes.count) }

    @inline(__always)
    static func of(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> UInt32 {
        var hash = UInt64(truncatingIfNeeded: end &- start)
        var index = start
        while index &+ 8 <= end {
            hash = mix(hash, ByteWord.load(bytes, index))
            index &+= 8
        }
        if index < end { hash = mix(hash, ByteWord.load(bytes, index, count: end &- index)) }
        return UInt32(truncatingIfNeeded: hash ^ (hash &>> 17))
    }
}

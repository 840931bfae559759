// SPDX-License-Identifier: Apache-2.0

internal import Crypto

/// A 128-bit identifier in UUID form (RFC 9562).
package struct UniqueID: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let high: UInt64
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Takes the first 16 bytes.
    ///
    /// - Returns: nil unless there are exactly 16.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        var words: (UInt64, UInt64) = (0, 0)
        for (index, byte) in bytes.enumerated() {
            if index < 8 { words.0 = words.0 << 8 | UInt64(byte) } else { words.1 = words.1 << 8 | UInt64(byte) }
        }
        self.init(high: words.0, low: words.1)
    }

    /// Reads the hyphenated form of 36 characters, upper or lower case.
    package init?(parsing text: some StringProtocol) {
        var words: (UInt64, UInt64) = (0, 0)
        var digits = 0
        var position = 0
        for byte in text.utf8 {
            defer { position += 1 }
            if position == 8 || position == 13 || position == 18 || position == 23 {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard let digit = Self.digit(byte), digits < 32 else { return nil }
            if digits < 16 { words.0 = words.0 << 4 | digit } else { words.1 = words.1 << 4 | digit }
            digits += 1
        }
        guard position == 36, digits == 32 else { return nil }
        self.init(high: words.0, low: words.1)
    }

    /// Makes a version 7 id: ordered by time to the microsecond (RFC 9562 §6.2, method 3), so that index pages fill from one end and what
    /// came later sorts later.
    package static func ordered(at time: Timestamp, using random: inout some RandomNumberGenerator) -> UniqueID {
        let microseconds = UInt64(max(0, time.microseconds))
        let fraction = ((microseconds % 1000) << 12) / 1000
        let b = random.next() >> 2
        return UniqueID(high: (microseconds / 1000) << 16 | 0x7000 | fraction, low: 0x8000_0000_0000_0000 | b)
    }

    /// The id as the first of 65,536: the rest of them are its parts.
    ///
    /// What belongs to a message is found by the message's id, without an index of its own. 46 random bits within a microsecond are left.
    package var whole: UniqueID { UniqueID(high: high, low: low & ~0xFFFF) }

    /// The id of a part of what has this ``whole`` id; 0 is the whole itself.
    package func part(_ number: UInt16) -> UniqueID { UniqueID(high: high, low: low & ~0xFFFF | UInt64(number)) }

    /// The highest id a part can have.
    package var lastPart: UniqueID { part(.max) }

    /// Makes a version 8 id from a name: the same parts always give the same id.
    package static func derived(from parts: [String]) -> UniqueID {
        var hash = SHA256()
        for part in parts {
            let bytes = Array(part.utf8)
            hash.update(data: length(bytes.count))
            hash.update(data: bytes)
        }
        var bytes = Array(hash.finalize().prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        return bytes.reduce(into: UniqueID(high: 0, low: 0)) { id, byte in
            id = UniqueID(high: id.high << 8 | id.low >> 56, low: id.low << 8 | UInt64(byte))
        }
    }

    /// The 16 bytes in network order.
    package var bytes: [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(16)
        for word in [high, low] {
            for shift in stride(from: 56, through: 0, by: -8) {
                result.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
            }
        }
        return result
    }

    /// How long the hyphenated form is.
    static let textLength = 36

    /// The hyphenated lower-case form.
    package var description: String {
        let text = [UInt8](capacity: Self.textLength) { append(to: &$0) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Adds the hyphenated lower-case form to a text that has room for it.
    func append(to text: inout OutputSpan<UInt8>) {
        func append(_ word: UInt64, from: Int, to: Int) {
            for shift in stride(from: from, to: to, by: -8) {
                text.append(hex: UInt8(truncatingIfNeeded: word &>> UInt64(shift)))
            }
        }
        append(high, from: 56, to: 24)
        text.append(UInt8(ascii: "-"))
        append(high, from: 24, to: 8)
        text.append(UInt8(ascii: "-"))
        append(high, from: 8, to: -8)
        text.append(UInt8(ascii: "-"))
        append(low, from: 56, to: 40)
        text.append(UInt8(ascii: "-"))
        append(low, from: 40, to: -8)
    }

    package static func < (left: UniqueID, right: UniqueID) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }

    private static func digit(_ byte: UInt8) -> UInt64? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    // Why: lengths are hashed too, or ("ab", "c") and ("a", "bc") would name the same thing.
    private static func length(_ count: Int) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) }
    }
}

// SPDX-License-Identifier: Apache-2.0

/// A moment as the wall clock in England shows it, read from RFC 3339 with its offset.
struct LondonTime: Equatable {
    /// Days since 1 January 1970.
    let day: Int
    /// Minutes since midnight.
    let minute: Int

    /// Reads `2026-11-20T09:05:00Z` or with an offset; fractions of a second are passed over.
    init?(_ source: String) {
        let bytes = Array(source.utf8)
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
            bytes[16] == UInt8(ascii: ":"),
            let day = Self.day(source.prefix(10)), let hour = Self.number(bytes[11...12]), hour < 24,
            let minute = Self.number(bytes[14...15]), minute < 60, let second = Self.number(bytes[17...18]),
            second < 60,
            let offset = Self.offset(bytes[19...])
        else { return nil }
        let universal = day * 1440 + hour * 60 + minute - offset
        let wall = universal + (Self.isSummer(universal) ? 60 : 0)
        self.day = wall >= 0 ? wall / 1440 : (wall - 1439) / 1440
        self.minute = wall - self.day * 1440
    }

    /// The day number of a date `yyyy-MM-dd`, or nil if there is no such day.
    static func day(_ text: some StringProtocol) -> Int? {
        let bytes = Array(text.utf8)
        let dash = UInt8(ascii: "-")
        guard bytes.count == 10, bytes[4] == dash, bytes[7] == dash, let year = number(bytes[0...3]),
            let month = number(bytes[5...6]), (1...12).contains(month), let day = number(bytes[8...9]), day >= 1
        else { return nil }
        let first = days(year, month, 1)
        let next = month == 12 ? days(year + 1, 1, 1) : days(year, month + 1, 1)
        return day <= next - first ? first + day - 1 : nil
    }

    /// The minutes since midnight of a wall-clock time `HH:MM`.
    static func minute(_ text: String) -> Int? {
        let bytes = Array(text.utf8)
        guard bytes.count == 5, bytes[2] == UInt8(ascii: ":"), let hour = number(bytes[0...1]), hour < 24,
            let minute = number(bytes[3...4]), minute < 60
        else { return nil }
        return hour * 60 + minute
    }

    /// Days from 1 January 1970 in the Gregorian calendar, counting years from March so that a leap day comes last.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month > 2 ? year : year - 1
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// Whether summer time is in force: from 01:00 UTC on the last Sunday of March to that of October (Summer Time Order 2002).
    private static func isSummer(_ universal: Int) -> Bool {
        let year = 1970 + universal / 525_949
        return [year - 1, year, year + 1].contains { year in
            let start = lastSunday(before: days(year, 4, 1)) * 1440 + 60
            let end = lastSunday(before: days(year, 11, 1)) * 1440 + 60
            return (start..<end).contains(universal)
        }
    }

    private static func lastSunday(before day: Int) -> Int {
        // Day 0 was a Thursday, so day 3 was a Sunday.
        day - 1 - ((day - 1 - 3) % 7 + 7) % 7
    }

    private static func offset(_ tail: ArraySlice<UInt8>) -> Int? {
        var rest = tail
        if rest.first == UInt8(ascii: ".") {
            let fraction = rest.dropFirst().prefix { isDigit($0) }
            guard !fraction.isEmpty else { return nil }
            rest = rest[fraction.endIndex...]
        }
        if rest.elementsEqual([UInt8(ascii: "Z")]) { return 0 }
        let start = rest.startIndex
        guard rest.count == 6, rest[start + 3] == UInt8(ascii: ":"),
            let hours = number(rest[(start + 1)...(start + 2)]), hours < 24,
            let minutes = number(rest[(start + 4)...(start + 5)]), minutes < 60
        else { return nil }
        switch rest[start] {
        case UInt8(ascii: "+"): return hours * 60 + minutes
        case UInt8(ascii: "-"): return -(hours * 60 + minutes)
        default: return nil
        }
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        digits.reduce(Optional(0)) { total, byte in
            isDigit(byte) ? total.map { $0 * 10 + Int(byte - 0x30) } : nil
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte)
    }
}

// SPDX-License-Identifier: Apache-2.0

/// A moment in microseconds since 1970-01-01T00:00:00Z, PostgreSQL's own resolution.
package struct Timestamp: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let microseconds: Int64

    package init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    package static func < (left: Timestamp, right: Timestamp) -> Bool { left.microseconds < right.microseconds }

    package static func + (time: Timestamp, duration: Duration) -> Timestamp {
        let (seconds, attoseconds) = duration.components
        return Timestamp(microseconds: time.microseconds + seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
    }

    package static func - (left: Timestamp, right: Timestamp) -> Duration {
        .microseconds(left.microseconds - right.microseconds)
    }

    /// The UTC day.
    package var day: CalendarDate {
        CalendarDate(daysSince1970: Int(microseconds.flooredDivision(by: 86_400_000_000)))
    }

    /// RFC 3339 in UTC with microseconds, such as `2026-11-21T09:01:00.000000Z`.
    package var description: String {
        var text: [UInt8] = []
        text.reserveCapacity(27)
        appendText(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Adds the RFC 3339 form to a text.
    func appendText(to text: inout [UInt8]) {
        let day = day
        let rest = Int(microseconds - Int64(day.daysSince1970) * 86_400_000_000)
        let seconds = rest / 1_000_000
        day.appendText(to: &text)
        text.append(UInt8(ascii: "T"))
        text.append(decimal: seconds / 3600, width: 2)
        text.append(UInt8(ascii: ":"))
        text.append(decimal: seconds / 60 % 60, width: 2)
        text.append(UInt8(ascii: ":"))
        text.append(decimal: seconds % 60, width: 2)
        text.append(UInt8(ascii: "."))
        text.append(decimal: rest % 1_000_000, width: 6)
        text.append(UInt8(ascii: "Z"))
    }

    /// Reads RFC 3339 with offset; digits past microseconds are dropped, a leap second counts as the next second.
    package init?(rfc3339 text: some StringProtocol) {
        let bytes = Array(text.utf8)
        func number(_ range: Range<Int>) -> Int? {
            guard range.upperBound <= bytes.count else { return nil }
            var value = 0
            for byte in bytes[range] {
                guard byte >= 0x30, byte <= 0x39 else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
            return value
        }
        guard bytes.count >= 20, bytes[10] | 0x20 == UInt8(ascii: "t"), bytes[13] == 0x3A, bytes[16] == 0x3A,
            let date = CalendarDate(digits: bytes[..<10]),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            hour < 24, minute < 60, second <= 60
        else { return nil }
        var index = 19
        var fraction: Int64 = 0
        if bytes[index] == UInt8(ascii: ".") {
            index += 1
            var scale: Int64 = 100_000
            let start = index
            while index < bytes.count, bytes[index] >= 0x30, bytes[index] <= 0x39 {
                fraction += Int64(bytes[index] - 0x30) * scale
                scale /= 10
                index += 1
            }
            guard index > start else { return nil }
        }
        guard index < bytes.count else { return nil }
        var offset = 0
        if bytes[index] | 0x20 == UInt8(ascii: "z") {
            guard index + 1 == bytes.count else { return nil }
        } else {
            guard index + 6 == bytes.count, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-"),
                bytes[index + 3] == 0x3A, let hours = number(index + 1..<index + 3),
                let minutes = number(index + 4..<index + 6),
                hours < 24, minutes < 60
            else { return nil }
            offset = (hours * 60 + minutes) * (bytes[index] == UInt8(ascii: "-") ? -1 : 1)
        }
        // A leap second is the last of a day in UTC (RFC 3339 §5.7, appendix D).
        guard second < 60 || (hour * 60 + minute - offset + 1440) % 1440 == 1439 else { return nil }
        let seconds = Int64(date.daysSince1970) * 86_400 + Int64(hour * 3600 + minute * 60 + second - offset * 60)
        // RFC 3339 has years of four digits, so that what an offset moves past them could not be written again.
        guard seconds >= -62_167_219_200, seconds < 253_402_300_800 else { return nil }
        self.init(microseconds: seconds * 1_000_000 + fraction)
    }
}

/// A day of the proleptic Gregorian calendar.
package struct CalendarDate: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let daysSince1970: Int

    package init(daysSince1970: Int) {
        self.daysSince1970 = daysSince1970
    }

    /// Reads `yyyy-MM-dd`; a day that does not exist is nil.
    package init?(parsing text: some StringProtocol) {
        self.init(digits: Array(text.utf8)[...])
    }

    fileprivate init?(digits bytes: ArraySlice<UInt8>) {
        guard bytes.count == 10 else { return nil }
        var (year, month, day) = (0, 0, 0)
        for (index, byte) in bytes.enumerated() {
            if index == 4 || index == 7 {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            let digit = Int(byte - 0x30)
            if index < 4 {
                year = year * 10 + digit
            } else if index < 7 {
                month = month * 10 + digit
            } else {
                day = day * 10 + digit
            }
        }
        self.init(year: year, month: month, day: day)
    }

    /// Makes a day; nil if the calendar has none such.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), day >= 1 else { return nil }
        // Days from civil: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted.flooredDivision(by: 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.init(daysSince1970: era * 146_097 + dayOfEra - 719_468)
        guard components == (year, month, day) else { return nil }
    }

    /// Year, month and day.
    package var components: (year: Int, month: Int, day: Int) {
        let shifted = daysSince1970 + 719_468
        let era = shifted.flooredDivision(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthIndex = (5 * dayOfYear + 2) / 153
        let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthIndex + 2) / 5 + 1)
    }

    package static func < (left: CalendarDate, right: CalendarDate) -> Bool { left.daysSince1970 < right.daysSince1970 }

    /// `yyyy-MM-dd`.
    package var description: String {
        var text: [UInt8] = []
        text.reserveCapacity(10)
        appendText(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    fileprivate func appendText(to text: inout [UInt8]) {
        let (year, month, day) = components
        text.append(decimal: year, width: 4)
        text.append(UInt8(ascii: "-"))
        text.append(decimal: month, width: 2)
        text.append(UInt8(ascii: "-"))
        text.append(decimal: day, width: 2)
    }

    /// The day by the clocks of Europe/London: agreements begin and end there at midnight.
    ///
    /// British Summer Time runs from 01:00 UTC on the last Sunday of March to 01:00 UTC on the last Sunday of October
    /// (Summer Time Act 1972 as amended by SI 2002/262).
    package init(londonAt time: Timestamp) {
        let utc = time.day
        let year = utc.components.year
        let begins = CalendarDate.lastSunday(year: year, month: 3),
            ends = CalendarDate.lastSunday(year: year, month: 10)
        let hour: Int64 = 3_600_000_000
        let from = Int64(begins) * 24 * hour + hour, until = Int64(ends) * 24 * hour + hour
        let summer = time.microseconds >= from && time.microseconds < until
        self = Timestamp(microseconds: time.microseconds + (summer ? hour : 0)).day
    }

    private static func lastSunday(year: Int, month: Int) -> Int {
        let last = CalendarDate(year: year, month: month, day: 31)?.daysSince1970 ?? 0
        // 1970-01-01 was a Thursday, so days + 4 counts from a Sunday.
        return last - (last + 4) % 7
    }
}

extension FixedWidthInteger {
    fileprivate func flooredDivision(by divisor: Self) -> Self {
        let quotient = self / divisor
        return (self % divisor != 0) && ((self < 0) != (divisor < 0)) ? quotient - 1 : quotient
    }
}

extension [UInt8] {
    /// Adds a number with leading zeros; one that does not fit the width is written whole.
    fileprivate mutating func append(decimal number: Int, width: Int) {
        var scale = 1
        for _ in 1..<width { scale *= 10 }
        guard number >= 0, number / scale < 10 else {
            let text = String(number)
            append(contentsOf: repeatElement(UInt8(ascii: "0"), count: Swift.max(0, width - text.utf8.count)))
            return append(contentsOf: text.utf8)
        }
        while scale > 0 {
            append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / scale % 10))
            scale /= 10
        }
    }
}

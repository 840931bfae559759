// SPDX-License-Identifier: Apache-2.0

/// HL7 v2 times (`YYYYMMDD[HHMM[SS[.S…]]][±ZZZZ]`) as ISO dates and RFC 3339 timestamps, without a clock.
struct HL7Time {
    private let year: Int
    private let month: Int
    private let day: Int
    private let clock: (hour: Int, minute: Int, second: Int)?
    private let offset: String?

    /// Nil unless the text holds at least a whole day that exists.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        let digits = bytes.prefix { Self.isDigit($0) }
        guard digits.count >= 8, let year = Self.number(digits[0..<4]), let month = Self.number(digits[4..<6]),
            let day = Self.number(digits[6..<8]), (1_800...2_999).contains(year), (1...12).contains(month),
            (1...Self.days(in: month, of: year)).contains(day)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
        clock = Self.clock(digits.dropFirst(8))
        offset = Self.offset(bytes.dropFirst(digits.count))
    }

    /// The day, `yyyy-MM-dd`.
    var date: String { "\(Self.padded(year, 4))-\(Self.padded(month))-\(Self.padded(day))" }

    /// The timestamp; nil without a time of day.
    ///
    /// A time without offset is Europe/London's, which is what the NHS sends.
    var timestamp: String? {
        guard let clock else { return nil }
        let zone = offset ?? (isSummerTime(hour: clock.hour) ? "+01:00" : "Z")
        return "\(date)T\(Self.padded(clock.hour)):\(Self.padded(clock.minute)):\(Self.padded(clock.second))\(zone)"
    }

    /// Summer time runs from 01:00 UTC on the last Sunday of March to 01:00 UTC on the last Sunday of October (since 1996).
    ///
    /// In the hour that occurs twice the first is taken.
    private func isSummerTime(hour: Int) -> Bool {
        switch month {
        case 4...9: return true
        case 3: return (day, hour) >= (Self.lastSunday(of: 3, year), 1)
        case 10: return (day, hour) < (Self.lastSunday(of: 10, year), 2)
        default: return false
        }
    }

    /// Sakamoto's rule for the weekday of the 31st, counted back to Sunday.
    private static func lastSunday(of month: Int, _ year: Int) -> Int {
        let table = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4]
        let weekday = (year + year / 4 - year / 100 + year / 400 + table[month - 1] + 31) % 7
        return 31 - weekday
    }

    private static func clock(_ digits: ArraySlice<UInt8>) -> (hour: Int, minute: Int, second: Int)? {
        guard digits.count == 4 || digits.count == 6 else { return nil }
        let start = digits.startIndex
        let second = digits.count == 6 ? number(digits[(start + 4)..<(start + 6)]) : 0
        guard let hour = number(digits[start..<(start + 2)]), let minute = number(digits[(start + 2)..<(start + 4)]),
            let second, hour < 24, minute < 60, second < 60
        else { return nil }
        return (hour, minute, second)
    }

    private static func offset(_ rest: ArraySlice<UInt8>) -> String? {
        let zone = rest.first == 0x2E ? rest.dropFirst().drop { isDigit($0) } : rest
        guard zone.count == 5, zone.first == 0x2B || zone.first == 0x2D, let hours = number(zone.dropFirst().prefix(2)),
            let minutes = number(zone.suffix(2)), hours < 24, minutes < 60
        else { return nil }
        let text = String(decoding: zone, as: UTF8.self)
        return "\(text.prefix(3)):\(text.suffix(2))"
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        digits.isEmpty || !digits.allSatisfy(isDigit) ? nil : digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    private static func padded(_ number: Int, _ width: Int = 2) -> String {
        let text = "\(number)"
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

// SPDX-License-Identifier: Apache-2.0

/// Dates and times of RFC 3339.
package enum DateFormat {
    /// Whether a text is a `full-date`, a day there is in the calendar.
    package static func isDate(_ text: String) -> Bool { text.utf8.count == 10 && isDate(Array(text.utf8), 0) }

    /// Whether a text is a `date-time`, its offset from UTC with it.
    package static func isDateTime(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return isDateTime(bytes, 0, bytes.count)
    }

    /// `full-date` in the ten bytes from `start`.
    static func isDate(_ bytes: [UInt8], _ start: Int) -> Bool {
        guard let century = two(bytes, start), let rest = two(bytes, start + 2), bytes[start + 4] == dash,
            let month = two(bytes, start + 5), bytes[start + 7] == dash, let day = two(bytes, start + 8)
        else { return false }
        guard month >= 1, month <= 12, day >= 1 else { return false }
        return day <= days(month, year: century * 100 + rest)
    }

    /// `full-time`: an offset is demanded, and second 60 only where UTC reads 23:59:60.
    static func isTime(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
        guard end - start >= 9, let hour = two(bytes, start), bytes[start + 2] == colon,
            let minute = two(bytes, start + 3), bytes[start + 5] == colon, let second = two(bytes, start + 6),
            hour < 24, minute < 60, second <= 60
        else { return false }
        var cursor = start + 8
        if bytes[cursor] == UInt8(ascii: ".") {
            let first = cursor + 1
            cursor = first
            while cursor < end, Byte.isDigit(bytes[cursor]) { cursor += 1 }
            guard cursor > first else { return false }
        }
        guard cursor < end, let offset = offset(bytes, cursor, end) else { return false }
        let utc = (hour * 60 + minute - offset + 2880) % 1440
        return second < 60 || utc == 1439
    }

    static func isDateTime(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
        end - start >= 20 && isDate(bytes, start) && bytes[start + 10] | 0x20 == UInt8(ascii: "t")
            && isTime(bytes, start + 11, end)
    }

    /// The offset from UTC in minutes.
    private static func offset(_ bytes: [UInt8], _ cursor: Int, _ end: Int) -> Int? {
        let sign = bytes[cursor]
        if sign | 0x20 == UInt8(ascii: "z") { return cursor + 1 == end ? 0 : nil }
        guard sign == dash || sign == UInt8(ascii: "+"), cursor + 6 == end, let hour = two(bytes, cursor + 1),
            bytes[cursor + 3] == colon, let minute = two(bytes, cursor + 4), hour < 24, minute < 60
        else { return nil }
        let total = hour * 60 + minute
        return sign == dash ? -total : total
    }

    private static let dash = UInt8(ascii: "-")
    private static let colon = UInt8(ascii: ":")

    @inline(__always)
    private static func two(_ bytes: [UInt8], _ offset: Int) -> Int? {
        let high = bytes[offset] &- 0x30
        let low = bytes[offset + 1] &- 0x30
        return high < 10 && low < 10 ? Int(high) * 10 + Int(low) : nil
    }

    private static func days(_ month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// `duration` of RFC 3339 appendix A: units in order, none skipped between two given ones.
    static func isDuration(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.first == UInt8(ascii: "P"), text.count > 1 else { return false }
        let body = text.dropFirst()
        if body.last == UInt8(ascii: "W") { return units(body, weekUnit) }
        guard let mark = body.firstIndex(of: UInt8(ascii: "T")) else { return units(body, dateUnits) }
        let date = body[..<mark]
        return (date.isEmpty || units(date, dateUnits)) && units(body[(mark + 1)...], timeUnits)
    }

    private static let weekUnit = Array("W".utf8)
    private static let dateUnits = Array("YMD".utf8)
    private static let timeUnits = Array("HMS".utf8)

    private static func units(_ text: ArraySlice<UInt8>, _ order: [UInt8]) -> Bool {
        var last: Int?
        var digits = 0
        for byte in text {
            if Byte.isDigit(byte) {
                digits += 1
                continue
            }
            guard digits > 0, let place = order.firstIndex(of: byte), last.map({ place == $0 + 1 }) ?? true else {
                return false
            }
            last = place
            digits = 0
        }
        return last != nil && digits == 0
    }
}

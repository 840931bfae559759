// SPDX-License-Identifier: Apache-2.0

/// A day of the calendar, read from the styles that school systems write.
struct CalendarDay: Hashable {
    /// As `yyyy-MM-dd`.
    let text: String

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    /// Reads `2024-12-01`, `2024-Dec-01` or `01/12/2024`; a time of midnight may follow.
    init?(_ source: String) {
        let parts = source.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 1 || (parts.count == 2 && ["00:00", "00:00:00"].contains(parts[1])) else { return nil }
        let slashed = parts[0].split(separator: "/", omittingEmptySubsequences: false)
        let dashed = parts[0].split(separator: "-", omittingEmptySubsequences: false)
        if slashed.count == 3 {
            self.init(year: slashed[2], month: Self.digits(slashed[1], count: 2), day: slashed[0])
        } else if dashed.count == 3 {
            let named = Self.months.firstIndex(of: dashed[1].lowercased()).map { $0 + 1 }
            self.init(year: dashed[0], month: named ?? Self.digits(dashed[1], count: 2), day: dashed[2])
        } else {
            return nil
        }
    }

    private init?(year: Substring, month: Int?, day: Substring) {
        guard let month, (1...12).contains(month), let yearNumber = Self.digits(year, count: 4),
            let dayNumber = Self.digits(day, count: 2), dayNumber >= 1,
            dayNumber <= Self.days(in: month, of: yearNumber)
        else { return nil }
        text = "\(year)-\(month < 10 ? "0" : "")\(month)-\(day)"
    }

    private static func digits(_ text: Substring, count: Int) -> Int? {
        guard text.utf8.count == count, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text)
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

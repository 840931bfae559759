// SPDX-License-Identifier: Apache-2.0

import Exchange
import Testing

@Suite struct CalendarDateTests {
    @Test func `every day of eight hundred years follows the one before`() throws {
        var day = try #require(CalendarDate(year: 1600, month: 1, day: 1))
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var wrong = 0
        for year in 1600..<2400 {
            let leap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0
            for month in 1...12 {
                for date in 1...(lengths[month - 1] + (month == 2 && leap ? 1 : 0)) {
                    if day.components != (year, month, date) { wrong += 1 }
                    if CalendarDate(year: year, month: month, day: date) != day { wrong += 1 }
                    day = CalendarDate(daysSince1970: day.daysSince1970 + 1)
                }
            }
        }
        #expect(wrong == 0)
        #expect(day.description == "2400-01-01")
    }

    @Test(arguments: [
        (2026, 2, 29), (1900, 2, 29), (2100, 2, 29), (2026, 4, 31), (2026, 0, 1), (2026, 13, 1), (2026, 1, 0),
        (2026, 1, 32), (2026, 1, -1),
    ])
    func `a day the calendar does not have is none`(year: Int, month: Int, day: Int) {
        #expect(CalendarDate(year: year, month: month, day: day) == nil)
    }

    @Test(arguments: ["2000-02-29", "1970-01-01", "0001-01-01", "0000-12-31", "9999-12-31"])
    func `what is written is read again`(text: String) {
        #expect(CalendarDate(parsing: text)?.description == text)
    }

    @Test(arguments: [
        "", "2026-1-1", "2026/01/01", "20260101", "2026-01-01T", "2026-02-30", "-026-01-01", "2026-01-0\u{661}",
        "202\u{665}-01-1",
    ])
    func `what is not a date is refused`(text: String) {
        #expect(CalendarDate(parsing: text) == nil)
    }

    @Test(arguments: [
        // The clocks go forward on 29 March 2026 and back on 25 October 2026, both at 01:00 UTC.
        ("2026-03-28T23:59:59Z", "2026-03-28"),
        ("2026-03-29T00:59:59Z", "2026-03-29"),
        ("2026-03-29T22:59:59Z", "2026-03-29"),
        ("2026-03-29T23:00:00Z", "2026-03-30"),
        ("2026-06-30T22:59:59.999999Z", "2026-06-30"),
        ("2026-06-30T23:00:00Z", "2026-07-01"),
        ("2026-10-24T23:00:00Z", "2026-10-25"),
        ("2026-10-25T23:30:00Z", "2026-10-25"),
        ("2026-10-26T00:00:00Z", "2026-10-26"),
        ("2026-12-31T23:59:59Z", "2026-12-31"),
        ("2027-01-01T00:00:00Z", "2027-01-01"),
        // The last Sunday is the 31st: 2024 in March, 2027 in October.
        ("2024-03-30T23:30:00Z", "2024-03-30"),
        ("2024-03-31T23:30:00Z", "2024-04-01"),
        ("2027-10-30T23:30:00Z", "2027-10-31"),
        ("2027-10-31T23:30:00Z", "2027-10-31"),
    ])
    func `the day in London follows summer time`(moment: String, day: String) throws {
        #expect(CalendarDate(londonAt: try #require(Timestamp(rfc3339: moment))).description == day)
    }

    @Test func `days are ordered`() {
        #expect(CalendarDate(daysSince1970: -1) < CalendarDate(daysSince1970: 0))
    }
}

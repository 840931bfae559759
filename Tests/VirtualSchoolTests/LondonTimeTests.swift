// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import VirtualSchool

@Suite struct `English wall clock` {
    /// Checked against Foundation's calendar and time zone, an implementation of its own.
    @Test func `agrees with the time zone database over forty years`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "Europe/London"))
        let formatter = ISO8601DateFormatter()
        for step in stride(from: 946_684_800, to: 2_208_988_800, by: 86_400 * 5 / 4 + 1800) {
            let date = Date(timeIntervalSince1970: TimeInterval(step))
            let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: date)
            let time = try #require(LondonTime(formatter.string(from: date)))
            let month = try #require(parts.month)
            let day = try #require(parts.day)
            let text = "\(try #require(parts.year))-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
            #expect(time.day == LondonTime.day(text))
            #expect(time.minute == (parts.hour ?? 0) * 60 + (parts.minute ?? 0))
        }
    }

    @Test(arguments: [
        ("2026-03-29T00:59:00Z", 59), ("2026-03-29T01:00:00Z", 120), ("2026-10-25T00:59:59.5Z", 119),
        ("2026-10-25T01:00:00Z", 60),
        ("2026-11-20T00:10:00+05:30", 18 * 60 + 40),
    ])
    func `changes at one in the morning, universal time`(text: String, minute: Int) {
        #expect(LondonTime(text)?.minute == minute)
    }

    @Test(arguments: [
        "2026-11-20", "2026-11-20T09:10Z", "2026-11-20T09:10:00", "2026-11-20 09:10:00Z", "2026-11-31T09:10:00Z",
        "2026-11-20T24:00:00Z",
        "2026-11-20T09:10:00.Z", "2026-11-20T09:10:00+0100", "2026-11-20T09:10:00Zé", "２026-11-20T09:10:00Z", "",
    ])
    func `a time that RFC 3339 does not know is none`(text: String) {
        #expect(LondonTime(text) == nil)
    }
}

// SPDX-License-Identifier: Apache-2.0

internal import Exchange
internal import Synchronization

/// The `Date` header (RFC 9110 §5.6.7), worked out once a second.
final class DateStamp: Sendable {
    private let last = Mutex<(second: Int64, text: String)>((.min, ""))

    func text(at now: Timestamp) -> String {
        let second = now.microseconds / 1_000_000
        return last.withLock { last in
            if last.second != second { last = (second, Self.write(second)) }
            return last.text
        }
    }

    private static func write(_ second: Int64) -> String {
        let days = Int(second / 86_400), rest = Int(second % 86_400)
        let (year, month, day) = CalendarDate(daysSince1970: days).components
        let clock = [rest / 3_600, rest / 60 % 60, rest % 60].map(twoDigits).joined(separator: ":")
        // 1 January 1970 was a Thursday.
        return "\(weekdays[days % 7]), \(twoDigits(day)) \(months[month - 1]) \(year) \(clock) GMT"
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}

// SPDX-License-Identifier: Apache-2.0

/// A span of days by the clocks of Europe/London, first and last day included.
package struct Validity: Sendable, Hashable {
    package let from: CalendarDate
    /// The last day; nil when no end is set.
    package let until: CalendarDate?

    package init(from: CalendarDate, until: CalendarDate?) {
        self.from = from
        self.until = until
    }

    package func contains(_ day: CalendarDate) -> Bool {
        guard day >= from else { return false }
        guard let until else { return true }
        return day <= until
    }

    /// The days both spans hold; nil when there are none.
    package func intersection(_ other: Validity) -> Validity? {
        let first = max(from, other.from)
        let last = [until, other.until].compactMap(\.self).min()
        if let last, last < first { return nil }
        return Validity(from: first, until: last)
    }

    /// The part of the span before a day; nil when nothing is left.
    package func before(_ day: CalendarDate) -> Validity? {
        let last = CalendarDate(daysSince1970: day.daysSince1970 - 1)
        guard last >= from else { return nil }
        return Validity(from: from, until: until.map { min($0, last) } ?? last)
    }
}

extension Validity {
    /// Every day there is.
    static let always = Validity(from: CalendarDate(daysSince1970: -1_000_000), until: nil)
}

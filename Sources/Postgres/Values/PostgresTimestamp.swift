// SPDX-License-Identifier: Apache-2.0

/// A moment as `timestamptz` holds it, counted in microseconds since 1970-01-01T00:00:00Z.
package struct PostgresTimestamp: Sendable, Hashable, Comparable {
    package let unixMicroseconds: Int64

    package init(unixMicroseconds: Int64) { self.unixMicroseconds = unixMicroseconds }

    /// PostgreSQL counts from 2000-01-01; this many microseconds later than Unix does.
    static let epochOffset: Int64 = 946_684_800_000_000
    /// The same distance in days, for `date`.
    static let epochOffsetDays: Int32 = 10_957

    /// Days since 2000; a day too early to say becomes one that PostgreSQL refuses as out of range.
    static func wireDays(unixDays: Int32) -> Int32 {
        let (value, overflow) = unixDays.subtractingReportingOverflow(epochOffsetDays)
        return overflow ? .min + 1 : value
    }

    /// Microseconds since 2000; a moment too early to say becomes one that PostgreSQL refuses as out of range.
    var wire: Int64 {
        let (value, overflow) = unixMicroseconds.subtractingReportingOverflow(Self.epochOffset)
        return overflow ? .min + 1 : value
    }

    /// Nil for `infinity`, `-infinity` and moments past what 64 bits of Unix microseconds can say.
    init?(wire: Int64) {
        guard wire != .max, wire != .min else { return nil }
        let (value, overflow) = wire.addingReportingOverflow(Self.epochOffset)
        guard !overflow else { return nil }
        self.init(unixMicroseconds: value)
    }

    package static func < (left: Self, right: Self) -> Bool { left.unixMicroseconds < right.unixMicroseconds }
}

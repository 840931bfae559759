// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// A `minimum`-like limit of a date, time or timestamp field, which JSON Schema cannot express.
///
/// Times of day are compared as moments of one and the same date, each with its own offset: 09:30:00+01:00 is 08:30:00Z.
/// The date does not turn over: 00:30:00+01:00 is half an hour before 00:00:00Z, as if it were the evening before in UTC.
struct TimeBound: Sendable, Hashable {
    enum Relation: String, Sendable, CaseIterable {
        case minimum, exclusiveMinimum, maximum, exclusiveMaximum

        /// The words after a noun, such as "a day not earlier than".
        var plainWords: String {
            switch self {
            case .minimum: "not earlier than"
            case .exclusiveMinimum: "later than"
            case .maximum: "not later than"
            case .exclusiveMaximum: "earlier than"
            }
        }

        var words: String {
            switch self {
            case .minimum: "must not be earlier than"
            case .exclusiveMinimum: "must be later than"
            case .maximum: "must not be later than"
            case .exclusiveMaximum: "must be earlier than"
            }
        }
    }

    let relation: Relation
    /// As the contract writes it.
    let limit: String
    let instant: Instant
    private let kind: Shape.Kind

    /// Nil unless the limit is a date (`yyyy-MM-dd`), an RFC 3339 time with its offset or an RFC 3339 timestamp, as the
    /// kind asks.
    init?(_ relation: Relation, limit: String, kind: Shape.Kind) {
        guard let instant = TimeBound.instant(limit, kind) else { return nil }
        self.relation = relation
        self.limit = limit
        self.instant = instant
        self.kind = kind
    }

    private static func instant(_ text: String, _ kind: Shape.Kind) -> Instant? {
        switch kind {
        case .date: Instant(rfc3339: text + "T00:00:00Z")
        // Any date would do.
        case .time: Instant(rfc3339: "2000-01-01T" + text)
        case .timestamp: Instant(rfc3339: text)
        default: nil
        }
    }

    /// Digits behind the nanosecond, which RFC 3339 allows and no limit has, are left out.
    private static func shortened(_ text: String) -> String {
        guard let point = text.firstIndex(of: ".") else { return text }
        let digits = text[text.index(after: point)...].prefix { $0.isASCII && $0.isNumber }
        guard digits.count > 9 else { return text }
        return String(text[..<digits.startIndex] + digits.prefix(9) + text[digits.endIndex...])
    }

    /// True when the text keeps the limit, or is no such date or time at all (which the schema reports).
    func allows(_ text: String) -> Bool {
        guard let value = TimeBound.instant(TimeBound.shortened(text), kind) else { return true }
        return switch relation {
        case .minimum: value >= instant
        case .exclusiveMinimum: value > instant
        case .maximum: value <= instant
        case .exclusiveMaximum: value < instant
        }
    }
}

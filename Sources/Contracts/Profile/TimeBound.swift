// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// A `minimum`-like limit of a date or timestamp field, which JSON Schema cannot express.
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

    /// Nil unless the limit is a date (`yyyy-MM-dd`) or RFC 3339 timestamp, as the kind asks.
    init?(_ relation: Relation, limit: String, kind: Shape.Kind) {
        let text = kind == .date ? limit + "T00:00:00Z" : limit
        guard kind == .date || kind == .timestamp, let instant = Instant(rfc3339: text) else { return nil }
        self.relation = relation
        self.limit = limit
        self.instant = instant
    }

    /// True when the text keeps the limit, or is no date at all (which the schema reports).
    func allows(_ text: String) -> Bool {
        let isDate = text.utf8.count == 10
        guard let value = Instant(rfc3339: isDate ? text + "T00:00:00Z" : text) else { return true }
        return switch relation {
        case .minimum: value >= instant
        case .exclusiveMinimum: value > instant
        case .maximum: value <= instant
        case .exclusiveMaximum: value < instant
        }
    }
}

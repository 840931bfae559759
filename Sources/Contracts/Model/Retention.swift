// SPDX-License-Identifier: Apache-2.0

/// How long a recipient may keep a message, from the contract's `slaProperties`.
package struct Retention: Sendable, Hashable {
    package enum Unit: String, Sendable, CaseIterable {
        case day = "D"
        case week = "W"
        case month = "M"
        case year = "Y"

        init?(odcs text: String) {
            switch text.lowercased() {
            case "d", "day", "days": self = .day
            case "w", "week", "weeks": self = .week
            case "m", "mo", "month", "months": self = .month
            case "y", "yr", "year", "years": self = .year
            default: return nil
            }
        }
    }

    package let value: Int
    package let unit: Unit

    /// ISO 8601 duration, such as `P6Y`.
    package var period: String { "P\(value)\(unit.rawValue)" }
}

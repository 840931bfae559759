// SPDX-License-Identifier: Apache-2.0

/// Names a column by position or by its exact name; a literal of either kind will do.
package enum PostgresColumn: Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    /// Counted from 0; the fastest way.
    case index(Int)
    case name(StaticString)

    package init(stringLiteral value: StaticString) { self = .name(value) }
    package init(integerLiteral value: Int) { self = .index(value) }
}

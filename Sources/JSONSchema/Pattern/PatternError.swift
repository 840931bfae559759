// SPDX-License-Identifier: Apache-2.0

/// Why a regular expression was refused.
package struct PatternError: Error, Sendable, Equatable {
    /// Plain words.
    package let reason: String
    /// Where in the expression, counted in code points.
    package let offset: Int
    /// True when ECMA-262 allows the expression but a linear-time matcher cannot run it, or it is too large.
    package let isUnsupported: Bool

    /// An error at a place in the expression.
    package init(_ reason: String, at offset: Int = 0, isUnsupported: Bool = false) {
        self.reason = reason
        self.offset = offset
        self.isUnsupported = isUnsupported
    }
}

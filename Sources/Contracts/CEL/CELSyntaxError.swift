// SPDX-License-Identifier: Apache-2.0

/// What is wrong with the text of a rule, and where.
struct CELSyntaxError: Error, Sendable, Equatable {
    /// Byte offset into the expression.
    let offset: Int
    let reason: String
}

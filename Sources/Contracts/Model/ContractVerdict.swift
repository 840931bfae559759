// SPDX-License-Identifier: Apache-2.0

/// What a contract says of one message.
package struct ContractVerdict: Sendable, Equatable {
    /// Any of these refuses the message.
    ///
    /// At most 100 are kept.
    package let errors: [Violation]
    /// Reported and accepted.
    ///
    /// At most 100 are kept.
    package let warnings: [Violation]

    package init(errors: [Violation], warnings: [Violation]) {
        self.errors = errors
        self.warnings = warnings
    }

    package var isAccepted: Bool { errors.isEmpty }
}

// SPDX-License-Identifier: Apache-2.0

package import Contracts

/// Why something was refused; never holds a value of the record.
package struct Refusal: Error, Sendable, Hashable {
    package let code: RefusalCode
    /// What the code's explanation cannot know, such as which attribute; empty when there is nothing to add.
    package let detail: String
    package let violations: [Violation]

    package init(_ code: RefusalCode, _ detail: String = "", violations: [Violation] = []) {
        self.code = code
        self.detail = detail
        self.violations = violations
    }
}

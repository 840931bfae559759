// SPDX-License-Identifier: Apache-2.0

/// One way in which a message breaks its contract.
///
/// No text here ever holds a value, or an unlisted member name, of the message.
package struct Violation: Sendable, Hashable {
    /// JSON pointer of the fault; a map key is shown as `*`, being the sender's data.
    package let pointer: String
    /// The contract's rule id or, for a plain field fault, the JSON Schema keyword.
    package let rule: String
    package let description: String
    package let mend: String

    package init(pointer: String, rule: String, description: String, mend: String) {
        self.pointer = pointer
        self.rule = rule
        self.description = description
        self.mend = mend
    }
}

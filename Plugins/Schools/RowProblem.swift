// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// Why one row cannot become a message: a fault that does not yet know its line.
struct RowProblem: Error, Hashable {
    /// The rule's name without the adapter's, such as `suspension.date`.
    let rule: String
    let description: String
    let mend: String

    init(_ rule: String, _ description: String, mend: String) {
        self.rule = rule
        self.description = description
        self.mend = mend
    }

    func fault(at position: Position) -> Fault {
        Fault(at: position, rule: "schools.\(rule)", description: description, mend: mend)
    }
}

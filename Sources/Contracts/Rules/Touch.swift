// SPDX-License-Identifier: Apache-2.0

/// A field a rule looks at: the rule holds for a recipient only if the recipient is shown it.
struct Touch: Sendable, Hashable {
    enum Depth: Sendable, Hashable {
        /// Only whether the field is there, or how many items it has.
        case presence
        /// The field and everything in it.
        case whole
    }

    let pattern: FieldPattern
    let depth: Depth
}

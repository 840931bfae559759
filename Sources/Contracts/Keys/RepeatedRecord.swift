// SPDX-License-Identifier: Apache-2.0

/// A record of a batch that has what an earlier one of the same batch had, though it ought to be its own.
package struct RepeatedRecord: Sendable, Equatable {
    /// `record-key` or `unique`.
    package let rule: String
    /// The fields that are alike.
    package let fields: [FieldPattern]
    /// Where the first record that had them stands, as the caller counts.
    package let earlier: Int
    /// In words, without a value.
    package let description: String
    package let mend: String
}

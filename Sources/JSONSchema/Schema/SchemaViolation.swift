// SPDX-License-Identifier: Apache-2.0

/// One way in which a value breaks its schema.
///
/// Holds no value of the record.
package struct SchemaViolation: Sendable, Equatable {
    /// JSON pointer of the value at fault.
    ///
    /// A member the schema does not name may carry a secret in its name: the pointer then stops at the object around it.
    package let instance: String
    /// The keyword broken: `required`, `maxLength`, ...; `false` for the schema that allows nothing.
    ///
    /// Where a bound was met `maxDepth`, `maxSteps`, or `pattern` for one that took too much work.
    package let keyword: String
    /// JSON pointer of that keyword in the schema; preceded by `uri#` when it lies in another document.
    package let schema: String
    /// Plain words that name nothing but what the schema names.
    package let detail: String
    /// Nothing is known to be wrong, but a bound on depth or work was met before it was known that nothing is.
    package let isUndecided: Bool

    /// A violation with all its parts.
    package init(instance: String, keyword: String, schema: String, detail: String, isUndecided: Bool = false) {
        self.instance = instance
        self.keyword = keyword
        self.schema = schema
        self.detail = detail
        self.isUndecided = isUndecided
    }
}

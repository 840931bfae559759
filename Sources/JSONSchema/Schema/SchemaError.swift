// SPDX-License-Identifier: Apache-2.0

/// A schema that is wrong, or asks for something not supported here.
///
/// Nothing is ever silently ignored.
package struct SchemaError: Error, Sendable, Equatable {
    /// JSON pointer into the schema; preceded by `uri#` when it lies in another document of the registry.
    package let pointer: String
    /// Plain words.
    package let reason: String

    /// An error at a place in a schema.
    package init(pointer: String, reason: String) {
        self.pointer = pointer
        self.reason = reason
    }
}

extension SchemaError: CustomStringConvertible {
    /// The place and the reason.
    package var description: String { "\(pointer.isEmpty ? "(root)" : pointer): \(reason)" }
}

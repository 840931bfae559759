// SPDX-License-Identifier: Apache-2.0

/// A subject found in one message.
package struct SubjectFound: Sendable, Hashable {
    /// One identifier as the message writes it.
    package struct Identifier: Sendable, Hashable {
        package let scheme: String
        package let value: String
    }

    package let role: SubjectDeclaration.Role
    /// Empty when the message identifies the subject in no declared way.
    package let identifiers: [Identifier]
    /// Which declaration found it.
    package let declaration: FieldPattern
}

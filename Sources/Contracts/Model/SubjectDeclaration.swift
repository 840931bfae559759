// SPDX-License-Identifier: Apache-2.0

/// Where a message speaks of a subject, and by what identifiers.
package struct SubjectDeclaration: Sendable, Hashable {
    /// What a subject is to the message.
    package enum Role: String, Sendable, CaseIterable {
        case child, sibling, parent, suspect, victim, witness, reporter, associate, place, cohort
    }

    /// Where one identifier of the subject stands, relative to the subject.
    package struct Identifier: Sendable, Hashable {
        /// How the scheme of an identifier is known.
        package enum Scheme: Sendable, Hashable {
            case fixed(String)
            /// The member, beside the value, that names the scheme.
            case sibling(String)
        }

        package let scheme: Scheme
        package let pointer: FieldPattern
    }

    package let pointer: FieldPattern
    package let role: Role
    /// A field, relative to the subject, whose value overrides `role` when it names a role.
    package let roleFrom: FieldPattern?
    package let identifiers: [Identifier]
}

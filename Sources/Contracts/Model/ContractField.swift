// SPDX-License-Identifier: Apache-2.0

package import JSONSchema

/// One field of a contract, as people and agreements speak of it.
package struct ContractField: Sendable {
    /// One allowed value and what it means.
    package struct Code: Sendable {
        package let value: JSONValue
        package let label: String?
        package let meaning: String?
    }

    /// Whether a field falls under the stricter rules of UK GDPR Article 9 or 10.
    package enum DataCategory: String, Sendable, CaseIterable {
        case ordinary, special, criminal
    }

    package let pointer: FieldPattern
    /// The ODCS logical type.
    package let type: String
    package let title: String?
    package let description: String?
    /// `official` or `official-sensitive`; inherited from the enclosing object when the field has none.
    package let classification: String?
    /// Inherited like the classification; `ordinary` when nothing is said.
    package let dataCategory: DataCategory
    /// True when the field, or an object it stands in, says where someone is.
    package let isLocation: Bool
    /// True when the field, or an object it stands in, is free text that may say where someone is.
    package let isNarrative: Bool
    /// Present and not null whenever the object that holds it is present.
    package let isRequired: Bool
    package let isNullable: Bool
    /// Part of the key by which two messages are about the same thing.
    package let isPrimaryKey: Bool
    /// No two messages may have it alike.
    package let isUnique: Bool
    /// Empty unless the field takes listed codes.
    package let codes: [Code]
}

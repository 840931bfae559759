// SPDX-License-Identifier: Apache-2.0

package import JSONSchema

/// One difference between two versions of a contract, in words for those who have to agree to it.
package struct ContractChange: Sendable {
    /// What has changed; the raw value is for machines and stays.
    package enum Kind: String, Sendable, CaseIterable {
        case fieldAdded = "field-added"
        case fieldRemoved = "field-removed"
        case required
        case nullable
        case type
        case codeAdded = "code-added"
        case codeRemoved = "code-removed"
        case codeMeaning = "code-meaning"
        case codeList = "code-list"
        case limit
        case pattern
        case format
        case openness
        case key
        case ruleAdded = "rule-added"
        case ruleRemoved = "rule-removed"
        case ruleChanged = "rule-changed"
        case ruleGrade = "rule-grade"
        case ruleName = "rule-name"
        case location
        case narrative
        case classification
        case dataCategory = "data-category"
        case primaryKey = "primary-key"
        case subject
        case deprecation
        case identity
        case messageType = "message-type"
        case address
        case retention
        case purpose
        case documentation
        /// A document was refused though no change listed explains it.
        case unexplained
    }

    /// What the change asks of the version number.
    package enum Severity: Int, Sendable, Comparable, CaseIterable {
        /// Nobody has to notice: a patch.
        case compatible
        /// Nothing breaks, but it has to be reviewed: a minor version.
        case minor
        /// Something breaks, or it cannot be ruled out: a major version.
        case major

        package static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }

        package var word: String {
            switch self {
            case .compatible: "compatible"
            case .minor: "minor"
            case .major: "major"
            }
        }
    }

    /// Who would be hurt.
    package enum Side: String, Sendable, CaseIterable {
        /// Who still sends under the old version, to a gateway that holds the new one.
        case producer
        /// Who still reads under the old version what is sent under the new one.
        ///
        /// Fields the old version does not have are withheld from it, as the gateway does.
        case consumer
    }

    /// The field; empty for the message or contract as a whole.
    package let pointer: FieldPattern
    package let kind: Kind
    /// One or two plain sentences; hold no value but what the contract files themselves say.
    package let words: String
    package let severity: Severity
    /// The sides it breaks, in a fixed order.
    package let affects: [Side]
    /// The sides it may break, where that cannot be worked out; it counts as breaking.
    package let undecided: [Side]
    /// At most one document for each side, found and run, never assumed.
    package let samples: [BreakingSample]
}

/// A document that one version accepts and the other refuses, both having been run on it.
package struct BreakingSample: Sendable {
    package let side: ContractChange.Side
    package let acceptedBy: ContractID
    package let refusedBy: ContractID
    /// As the accepting version takes it; all values are invented.
    package let document: JSONValue
    /// What the refusing version said.
    package let violations: [Violation]
}

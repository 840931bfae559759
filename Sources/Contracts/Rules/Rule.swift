// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// A compiled rule of a contract.
struct Rule: Sendable {
    enum Body: Sendable {
        /// A JSON Schema fragment, checked with the schema; the index is its place in the node's `allOf`.
        case fragment(JSONValue, index: Int)
        case cel(CELExpression, source: String)
        case check(NamedCheck, implementation: JSONValue)
        case bound(TimeBound)
    }

    let id: String
    let description: String
    let severity: RuleDraft.Severity
    /// The node the rule stands on.
    let node: FieldPattern
    /// Where it reports, relative to the node.
    let report: FieldPattern
    let touches: Set<Touch>
    let body: Body

    /// Absent fields satisfy it, so withholding a field can never break it.
    var toleratesAbsence: Bool {
        switch body {
        case .check, .bound: true
        case .fragment, .cel: false
        }
    }

    var mend: String {
        switch body {
        case .fragment, .cel: "change the fields this rule names so that it holds"
        case .check(let check, _): check.mend
        case .bound(let bound): "send a value that \(bound.relation.words) \(bound.limit)"
        }
    }
}

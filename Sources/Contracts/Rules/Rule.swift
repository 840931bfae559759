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

    /// Names the fields the rule looks at, while they are few.
    private var correction: String {
        let places = Set(touches.map(\.pattern).filter { $0 != node }).sorted()
        let outermost = places.filter { place in !places.contains { $0 != place && place.covers($0) } }
        guard (1...8).contains(outermost.count) else { return "change the fields this rule names so that it holds" }
        return "put right \(outermost.map(\.description).spoken("or"))"
    }

    var mend: String {
        switch body {
        case .fragment, .cel: correction
        case .check(let check, _): check.mend
        case .bound(let bound): "send a day or time \(bound.relation.plainWords) \(bound.limit)"
        }
    }
}

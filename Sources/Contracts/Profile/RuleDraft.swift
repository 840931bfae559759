// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// A checked quality rule as the file writes it, before it is compiled against the whole contract.
struct RuleDraft: Sendable {
    enum Body: Sendable {
        case fragment(JSONValue)
        case cel(String)
        case check(JSONValue)
    }

    enum Severity: String, Sendable {
        case error, warning
    }

    let id: String
    let description: String
    let severity: Severity
    let body: Body
    /// Where to report, relative to the node the rule stands on.
    let report: FieldPattern
    /// Where the rule's implementation stands in the file.
    let place: JSONPointer
}

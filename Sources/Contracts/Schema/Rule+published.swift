// SPDX-License-Identifier: Apache-2.0

import JSONSchema

extension Rule {
    /// True when the published schema itself asserts the rule.
    var isAsserted: Bool {
        guard case .fragment = body else { return false }
        return severity == .error
    }

    /// The rule as `x-rules` of the published schema lists it.
    var published: JSONValue {
        let path = JSONMember("path", .string(node.appending(report).description))
        switch body {
        case .bound(let bound):
            return .object([
                path, JSONMember("check", .string(bound.relation.rawValue)), JSONMember("value", .string(bound.limit)),
            ])
        case .fragment(let fragment, _): return named(path, engine: "json-schema", fragment)
        case .cel(_, let source): return named(path, engine: "cel", .string(source))
        case .check(_, let implementation): return named(path, engine: "gateway", implementation)
        }
    }

    private func named(_ path: JSONMember, engine: String, _ text: JSONValue) -> JSONValue {
        .object([
            JSONMember("id", .string(id)), path, JSONMember("engine", .string(engine)),
            JSONMember("severity", .string(severity.rawValue)), JSONMember("rule", text),
            JSONMember("message", .string(description)),
        ])
    }
}

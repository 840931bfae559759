// SPDX-License-Identifier: Apache-2.0

internal import Contracts
internal import JSONSchema

extension BookRule {
    /// Whether the record meets every condition of the clause, and names its sender wherever the clause says it must.
    func appliesTo(_ data: JSONNode, from sender: Agency) -> Bool {
        rule.when.allSatisfy { condition in condition.pointer.holds(in: data) { $0.isSame(as: condition.equals) } }
            && names(sender, as: .sender, in: data)
    }

    /// Whether the record names the recipient wherever the clause says it must.
    func relates(_ data: JSONNode, to recipient: Agency) -> Bool {
        names(recipient, as: .recipient, in: data)
    }

    private func names(_ agency: Agency, as party: Agreement.Clause.Match.Party, in data: JSONNode) -> Bool {
        rule.match.allSatisfy { match in
            guard match.party == party else { return true }
            let values = agency.identifiers[match.scheme] ?? []
            return !values.isEmpty && match.pointer.holds(in: data) { node in values.contains { node.names($0) } }
        }
    }
}

extension FieldPattern {
    /// Whether any value at the place satisfies a test; `*` is every item of an array or value of an object.
    func holds(in node: JSONNode, where test: (JSONNode) -> Bool) -> Bool {
        holds(in: node, from: 0, where: test)
    }

    private func holds(in node: JSONNode, from depth: Int, where test: (JSONNode) -> Bool) -> Bool {
        guard depth < tokens.count else { return test(node) }
        guard tokens[depth] == "*" else {
            guard node.kind == .object, let next = node[tokens[depth]] else { return false }
            return holds(in: next, from: depth + 1, where: test)
        }
        return switch node.kind {
        case .array: node.elements.contains { holds(in: $0, from: depth + 1, where: test) }
        case .object: node.members.contains { holds(in: $0.value, from: depth + 1, where: test) }
        default: false
        }
    }
}

extension JSONNode {
    /// Whether a text or whole number is an identifier, compared byte by byte.
    fileprivate func names(_ identifier: String) -> Bool {
        switch kind {
        case .string: stringEquals(identifier)
        case .number: integerValue.map { String($0).hasBytes(of: identifier) } ?? false
        default: false
        }
    }

    /// Whether a plain value is the same as another; numbers are compared as whole numbers or by their text.
    fileprivate func isSame(as value: JSONValue) -> Bool {
        switch value {
        case .null: kind == .null
        case .bool(let flag): boolValue == flag
        case .string(let text): stringEquals(text)
        case .number(let text):
            if let number = integerValue { Int64(text) == number } else { numberText == text }
        default: false
        }
    }
}

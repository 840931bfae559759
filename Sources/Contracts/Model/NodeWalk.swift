// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// Finds the nodes of a message that a pattern speaks of.
enum NodeWalk {
    /// Visits each matching node with the array indices taken for the pattern's stars, in order; a map's is nil.
    static func visit(
        _ node: JSONNode,
        _ tokens: ArraySlice<String>,
        _ indices: [Int?] = [],
        _ body: (JSONNode, [Int?]) -> Void
    ) {
        guard let token = tokens.first else { return body(node, indices) }
        let rest = tokens.dropFirst()
        guard token == "*" else {
            guard let child = node[token] else { return }
            return visit(child, rest, indices, body)
        }
        switch node.kind {
        case .array:
            var index = 0
            for element in node.elements {
                visit(element, rest, indices + [index], body)
                index += 1
            }
        case .object:
            for member in node.members { visit(member.value, rest, indices + [nil], body) }
        default: return
        }
    }

    /// The one node below that tokens without stars lead to.
    static func node(_ node: JSONNode, _ tokens: ArraySlice<String>) -> JSONNode? {
        var current = node
        for token in tokens {
            guard let next = current[token] else { return nil }
            current = next
        }
        return current
    }

    /// The pointer of a visited node.
    ///
    /// A map's key is the sender's data, so its star stays.
    static func pointer(_ tokens: some Sequence<String>, _ indices: [Int?]) -> String {
        var left = indices[...]
        var pointer = ""
        for token in tokens {
            if token == "*", let index = left.popFirst() ?? nil {
                pointer += "/\(index)"
            } else {
                pointer += "/" + token
            }
        }
        return pointer
    }
}

// SPDX-License-Identifier: Apache-2.0

extension JSONNode {
    /// The member of exactly this name (no Unicode normalisation).
    package subscript(name: String) -> JSONNode? {
        guard kind == .object else { return nil }
        var cursor = index + 1
        for _ in 0..<entry.count {
            if matches(document.tape[cursor], name) { return JSONNode(document: document, index: cursor + 1) }
            cursor = document.tape[cursor + 1].following(cursor + 1)
        }
        return nil
    }

    /// The element at this position, counted from 0.
    package subscript(position: Int) -> JSONNode? {
        guard kind == .array, position >= 0, position < entry.count else { return nil }
        var cursor = index + 1
        for _ in 0..<position { cursor = document.tape[cursor].following(cursor) }
        return JSONNode(document: document, index: cursor)
    }

    /// The elements of an array in order; empty for anything else.
    package var elements: JSONElements { JSONElements(self) }

    /// The members of an object in order of writing; empty for anything else.
    package var members: JSONMembers { JSONMembers(self) }

    /// The value a pointer leads to from here (RFC 6901).
    package func at(_ pointer: JSONPointer) -> JSONNode? {
        var node = self
        for token in pointer.tokens {
            let next =
                node.kind == .array ? JSONPointer.arrayIndex(token).flatMap { node[$0] } : node[token]
            guard let next else { return nil }
            node = next
        }
        return node
    }
}

/// Walks the elements of an array.
package struct JSONElements: Sequence, IteratorProtocol, Sendable {
    private let document: JSONDocument
    private var cursor: Int
    private var left: Int

    init(_ node: JSONNode) {
        document = node.document
        cursor = node.index + 1
        left = node.kind == .array ? node.entry.count : 0
    }

    /// The next element.
    package mutating func next() -> JSONNode? {
        guard left > 0 else { return nil }
        let node = JSONNode(document: document, index: cursor)
        cursor = node.entry.following(cursor)
        left -= 1
        return node
    }
}

/// Walks the members of an object.
package struct JSONMembers: Sequence, IteratorProtocol, Sendable {
    private let document: JSONDocument
    private var cursor: Int
    private var left: Int

    init(_ node: JSONNode) {
        document = node.document
        cursor = node.index + 1
        left = node.kind == .object ? node.entry.count : 0
    }

    /// The next member, its name unescaped.
    package mutating func next() -> (name: String, value: JSONNode)? {
        guard left > 0 else { return nil }
        let name = JSONNode(document: document, index: cursor)
        let value = JSONNode(document: document, index: cursor + 1)
        cursor = value.entry.following(cursor + 1)
        left -= 1
        return (name.text(name.entry), value)
    }
}

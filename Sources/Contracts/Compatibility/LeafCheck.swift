// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// Tells whether one value would be accepted at one field, all other fields left aside.
struct LeafCheck: Sendable {
    private let schema: CompiledSchema?
    private let fragments: [CompiledSchema]
    private let rules: [Rule]

    init(_ shape: Shape, _ contract: Contract) {
        let writer = SchemaWriter(
            root: ViewNode(complete: shape),
            rules: [],
            mayLackRestricted: false,
            closesOpen: false,
            assertsWarnings: false
        )
        schema = LeafCheck.compile(writer.schema(id: "urn:concordat:leaf"))
        rules = contract.rules.filter { $0.node == shape.pattern && $0.severity == .error }
        fragments = rules.compactMap { rule in
            guard case .fragment(let fragment, _) = rule.body else { return nil }
            return LeafCheck.compile(fragment)
        }
    }

    /// A map's keys.
    init(keys: [JSONMember]) {
        schema = LeafCheck.compile(.object([JSONMember("type", .string("string"))] + keys))
        fragments = []
        rules = []
    }

    private static func compile(_ schema: JSONValue) -> CompiledSchema? {
        var options = CompiledSchema.Options()
        options.assertFormats = true
        return try? CompiledSchema(schema, options: options)
    }

    func accepts(_ value: JSONValue) -> Bool {
        guard let schema, let node = try? JSONDocument(value.serialised()).root, schema.isValid(node),
            fragments.allSatisfy({ $0.isValid(node) })
        else { return false }
        guard let text = node.stringValue ?? node.numberText else { return true }
        return rules.allSatisfy { rule in
            switch rule.body {
            case .bound(let bound): bound.allows(text)
            case .check(let check, _): check.accepts(text, on: nil)
            case .fragment, .cel: true
            }
        }
    }
}

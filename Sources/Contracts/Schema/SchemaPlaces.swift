// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// Leads from places in the compiled schema back to the contract's nodes and rules.
struct SchemaPlaces: Sendable {
    /// Index into the contract's rules, by the schema pointer of the rule's fragment.
    private var fragments: [String: Int] = [:]

    init(_ root: Shape, _ rules: [Rule]) {
        for (index, rule) in rules.enumerated() {
            guard case .fragment(_, let place) = rule.body else { continue }
            fragments[SchemaPlaces.pointer(to: rule.node, in: root) + "/allOf/\(place)"] = index
        }
    }

    /// The rule whose fragment holds this place of the schema.
    func rule(at schemaPointer: String) -> Int? {
        guard !fragments.isEmpty else { return nil }
        var prefix = ""
        for token in schemaPointer.split(separator: "/") {
            prefix += "/" + token
            if let rule = fragments[prefix] { return rule }
        }
        return nil
    }

    /// Where the schema describes a node.
    static func pointer(to pattern: FieldPattern, in root: Shape) -> String {
        var shape = root
        var pointer = ""
        for token in pattern.tokens {
            switch shape.kind {
            case .array: pointer += "/items"
            case .map: pointer += "/additionalProperties"
            default: pointer += "/properties/" + token
            }
            shape = shape.child(token) ?? shape
        }
        return pointer
    }

    /// The node that this place of the schema describes.
    static func shape(at schemaPointer: String, in root: Shape) -> Shape {
        var tokens = schemaPointer.split(separator: "/").map(String.init)[...]
        var shape = root
        while let token = tokens.popFirst() {
            let child: Shape? =
                switch token {
                case "properties": tokens.popFirst().flatMap { shape.child($0) }
                case "items", "additionalProperties": shape.item
                default: nil
                }
            guard let child else { break }
            shape = child
        }
        return shape
    }

    /// Where the contract file describes what stands at this place of the schema, as nearly as can be told.
    static func filePlace(of schemaPointer: String, in root: Shape) -> JSONPointer {
        var tokens = schemaPointer.split(separator: "/").map(String.init)[...]
        var shape = root
        while let token = tokens.popFirst() {
            switch token {
            case "properties":
                guard let name = tokens.popFirst(), let child = shape.child(name) else { return shape.place }
                shape = child
            case "items", "additionalProperties":
                guard let item = shape.item else { return shape.place }
                shape = item
            case "pattern": return shape.place.appending("logicalTypeOptions").appending("pattern")
            case "allOf":
                let drafts = shape.rules.filter(\.isFragment)
                let order = drafts.filter { $0.severity == .error } + drafts.filter { $0.severity == .warning }
                guard let index = tokens.popFirst().flatMap({ Int($0) }), order.indices.contains(index) else {
                    return shape.place
                }
                return order[index].place
            default: return shape.place
            }
        }
        return shape.place
    }
}

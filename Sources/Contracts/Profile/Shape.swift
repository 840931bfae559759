// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// One node of a contract's message, as read from the ODCS file.
struct Shape: Sendable {
    enum Kind: String, Sendable {
        case string, integer, number, boolean, date, time, timestamp, object, array, map

        /// The JSON type a value of this kind has.
        var jsonType: String {
            switch self {
            case .string, .date, .time, .timestamp: "string"
            case .integer: "integer"
            case .number: "number"
            case .boolean: "boolean"
            case .object, .map: "object"
            case .array: "array"
            }
        }

        /// The JSON Schema format that goes with the kind.
        var format: String? {
            switch self {
            case .date: "date"
            case .time: "time"
            case .timestamp: "date-time"
            default: nil
            }
        }
    }

    /// What the file says of the node that changes who may see it.
    struct Marks: Sendable {
        var isLocation = false
        var isNarrative = false
        var classification: String?
        var dataCategory: ContractField.DataCategory?

        /// Withheld when a person in the message has a restricted address.
        var isRestrictable: Bool { isLocation || isNarrative }
    }

    let pattern: FieldPattern
    /// Where the node stands in the ODCS file.
    let place: JSONPointer
    let kind: Kind
    var title: String?
    var description: String?
    var isRequired = false
    var isNullable = false
    var isPrimaryKey = false
    /// Where it stands in the primary key, from 1.
    var keyPosition: Int?
    /// No two records may have it alike.
    var isUnique = false
    /// Unlisted members are accepted, and never passed on.
    var isOpen = false
    var marks = Marks()
    /// JSON Schema assertions of the node itself.
    var constraints: [JSONMember] = []
    var bounds: [TimeBound] = []
    var codes: [ContractField.Code] = []
    var examples: [JSONValue] = []
    var isDeprecated = false
    /// What the published schema carries under `x-odcs`.
    var annotations: [JSONMember] = []
    var rules: [RuleDraft] = []
    /// Members of an object, in file order.
    var properties: [Shape] = []
    /// The one shape of an array's items or a map's values; empty for other kinds.
    var items: [Shape] = []
    /// The assertions on a map's keys.
    var keyConstraints: [JSONMember] = []

    var name: String { pattern.tokens.last ?? "" }
    var item: Shape? { items.first }

    /// Holds no other field.
    var isLeaf: Bool { kind != .object && kind != .array && kind != .map }

    /// The child a pattern token leads to.
    func child(_ token: String) -> Shape? {
        switch kind {
        case .object: properties.first { $0.name == token }
        case .array, .map: token == "*" ? item : nil
        default: nil
        }
    }

    /// The node below this one that the tokens lead to.
    func descendant(_ tokens: some Sequence<String>) -> Shape? {
        var shape = self
        for token in tokens {
            guard let next = shape.child(token) else { return nil }
            shape = next
        }
        return shape
    }

    /// Visits this node and all below it, enclosing nodes first.
    func visit(_ body: (Shape) -> Void) {
        body(self)
        for child in properties + items { child.visit(body) }
    }
}

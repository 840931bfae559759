// SPDX-License-Identifier: Apache-2.0

extension SchemaCompiler {
    mutating func references(_ context: inout Context) throws(SchemaError) {
        if case .string(let reference)? = context.place.value["$ref"] {
            let target = try loader.resolve(reference, from: context.place)
            let index = try sameValue(context, target.key)
            context.any.append(Instruction(operation: .reference, first: index, place: -1))
        }
        guard case .string(let reference)? = context.place.value["$dynamicRef"] else { return }
        let target = try loader.resolve(reference, from: context.place)
        let name = URIReference.fragment(reference)
        guard target.value["$dynamicAnchor"] == .string(name) else {
            let index = try sameValue(context, target.key)
            context.any.append(Instruction(operation: .reference, first: index, second: 1, place: -1))
            return
        }
        let index = Int32(try node(at: target.key))
        context.any.append(
            Instruction(operation: .dynamicReference, first: index, second: dynamicName(name), place: -1)
        )
    }

    mutating func combinators(_ context: inout Context) throws(SchemaError) {
        try combine("allOf", .allOf, "", &context)
        try combine("anyOf", .anyOf, "fits none of the shapes allowed", &context)
        try combine("oneOf", .oneOf, "does not fit exactly one of the shapes allowed", &context)
        if context.place.value["not"] != nil {
            let index = try sameValue(context, context.child("/not"))
            let place = try report(context, "not", "has a shape that is not allowed")
            context.any.append(Instruction(operation: .not, first: index, place: place))
        }
        guard context.place.value["if"] != nil else { return }
        let test = try sameValue(context, context.child("/if"))
        var branches: [Int32] = []
        for name in ["then", "else"] {
            let isGiven = context.place.value[name] != nil
            branches.append(isGiven ? try sameValue(context, context.child("/" + name)) : -1)
        }
        let start = Int32(parts.lists.count)
        parts.lists += branches
        context.any.append(Instruction(operation: .condition, first: test, second: start, place: -1))
    }

    private mutating func combine(
        _ keyword: String,
        _ operation: Instruction.Operation,
        _ words: String,
        _ context: inout Context
    ) throws(SchemaError) {
        guard let keys = try schemas(context, keyword) else { return }
        var nodes: [Int32] = []
        for key in keys { nodes.append(try sameValue(context, key)) }
        let start = Int32(parts.lists.count)
        parts.lists += nodes
        let place = try report(context, keyword, words)
        context.any.append(
            Instruction(operation: operation, first: start, second: Int32(nodes.count), place: place)
        )
    }

    mutating func unevaluated(_ context: inout Context) throws(SchemaError) {
        if let value = context.place.value["unevaluatedItems"] {
            let index = Int32(try node(at: context.child("/unevaluatedItems")))
            let place = try report(context, "unevaluatedItems", "has an element the schema does not know")
            let isFalse: Int32 = value == .bool(false) ? 1 : 0
            context.last.append(
                Instruction(operation: .unevaluatedItems, first: index, second: isFalse, place: place)
            )
        }
        guard let value = context.place.value["unevaluatedProperties"] else { return }
        let index = Int32(try node(at: context.child("/unevaluatedProperties")))
        let place = try report(context, "unevaluatedProperties", "has a member the schema does not know")
        let isFalse: Int32 = value == .bool(false) ? 1 : 0
        context.last.append(
            Instruction(operation: .unevaluatedProperties, first: index, second: isFalse, place: place)
        )
    }
}

// SPDX-License-Identifier: Apache-2.0

extension SchemaCompiler {
    mutating func arrayKeywords(_ context: inout Context) throws(SchemaError) {
        if context.dialect.validates { try arrayLimits(&context) }
        guard context.dialect.applies else { return }
        let (prefix, rest) = try elementKeywords(context)
        if !prefix.isEmpty {
            let start = Int32(parts.lists.count)
            var nodes: [Int32] = []
            for key in prefix { nodes.append(Int32(try node(at: key))) }
            parts.lists += nodes
            context.arrays.append(
                Instruction(operation: .prefixItems, first: start, second: Int32(nodes.count), place: -1)
            )
        }
        if let rest {
            let index = Int32(try node(at: rest))
            context.arrays.append(
                Instruction(operation: .items, first: index, second: Int32(prefix.count), place: -1)
            )
        }
        try contains(&context)
    }

    /// The schemas of the first elements, and the one of all others.
    private func elementKeywords(
        _ context: Context
    ) throws(SchemaError) -> (prefix: [SchemaPlace.Key], rest: SchemaPlace.Key?) {
        let items = context.place.value["items"]
        if context.dialect.isPrevious {
            guard case .array? = items else { return ([], items.map { _ in context.child("/items") }) }
            let others = context.place.value["additionalItems"].map { _ in context.child("/additionalItems") }
            return (try schemas(context, "items") ?? [], others)
        }
        if case .array? = items { throw context.error("/items", "a list of schemas is written as prefixItems") }
        return (try schemas(context, "prefixItems") ?? [], items.map { _ in context.child("/items") })
    }

    private mutating func arrayLimits(_ context: inout Context) throws(SchemaError) {
        if let limit = try count(context, "minItems") {
            let place = try report(context, "minItems", "has fewer than \(limit) \(plural(limit, "element"))")
            context.arrays.append(Instruction(operation: .minItems, first: limit, place: place))
        }
        if let limit = try count(context, "maxItems") {
            let place = try report(context, "maxItems", "has more than \(limit) \(plural(limit, "element"))")
            context.arrays.append(Instruction(operation: .maxItems, first: limit, place: place))
        }
        guard let value = context.place.value["uniqueItems"] else { return }
        guard case .bool(let isUnique) = value else { throw context.error("/uniqueItems", "must be true or false") }
        guard isUnique else { return }
        let place = try report(context, "uniqueItems", "has two equal elements")
        context.arrays.append(Instruction(operation: .uniqueItems, place: place))
    }

    /// Two numbers follow the node in the list: how many elements must and may match.
    private mutating func contains(_ context: inout Context) throws(SchemaError) {
        let validates = context.dialect.validates
        let least = validates ? try count(context, "minContains") : nil
        let most = validates ? try count(context, "maxContains") : nil
        guard context.place.value["contains"] != nil else { return }
        let index = Int32(try node(at: context.child("/contains")))
        let keyword = least == nil ? "contains" : "minContains"
        let few = try report(context, keyword, "has too few elements of the kind it must contain")
        let many = try report(context, "maxContains", "has too many elements of a kind it may contain")
        let start = Int32(parts.lists.count)
        parts.lists += [index, least ?? 1, most ?? .max, many]
        context.arrays.append(Instruction(operation: .contains, first: start, place: few))
    }
}

// SPDX-License-Identifier: Apache-2.0

extension SchemaCompiler {
    /// One subschema while it is compiled.
    struct Context {
        let place: SchemaPlace
        let label: String
        let dialect: SchemaDialect
        let node: Int
        var node0 = Node()
        var strings: [Instruction] = []
        var numbers: [Instruction] = []
        var arrays: [Instruction] = []
        var objects: [Instruction] = []
        var any: [Instruction] = []
        var last: [Instruction] = []

        func error(_ pointer: String, _ reason: String) -> SchemaError {
            SchemaError(pointer: label + pointer, reason: reason)
        }

        /// The value of a keyword, unless its vocabulary is off.
        func keyword(_ name: String, in vocabulary: KeyPath<SchemaDialect, Bool>) -> JSONValue? {
            dialect[keyPath: vocabulary] ? place.value[name] : nil
        }

        func child(_ pointer: String) -> SchemaPlace.Key {
            SchemaPlace.Key(document: place.key.document, pointer: place.key.pointer + pointer)
        }
    }

    mutating func compile(_ place: SchemaPlace, into node: Int) throws(SchemaError) {
        var context = Context(
            place: place,
            label: loader.label(place.key),
            dialect: loader.dialects[place.resource],
            node: node
        )
        context.node0.resource = Int32(place.resource)
        switch place.value {
        case .bool(true): break
        case .bool(false):
            let index = try report(context, "", "false", "is not allowed here")
            context.any.append(Instruction(operation: .never, place: index))
        case .object: try keywords(&context)
        default: throw context.error("", "a schema is an object, true or false")
        }
        finish(context)
    }

    private mutating func keywords(_ context: inout Context) throws(SchemaError) {
        try refuseUnsupported(context)
        if context.dialect.validates {
            try types(&context)
            try constantKeywords(&context)
            try numberKeywords(&context)
            try stringKeywords(&context)
        }
        try format(&context)
        try arrayKeywords(&context)
        try objectKeywords(&context)
        try references(&context)
        if context.dialect.applies { try combinators(&context) }
        if context.dialect.looksAtUnevaluated { try unevaluated(&context) }
    }

    private func refuseUnsupported(_ context: Context) throws(SchemaError) {
        for name in ["$recursiveRef", "$recursiveAnchor"] where context.place.value[name] != nil {
            throw context.error("/" + name, "\(name) belongs to draft 2019-09 and is not supported")
        }
        for name in ["$id", "$anchor", "$dynamicAnchor", "$ref", "$dynamicRef", "$schema"] {
            guard let value = context.place.value[name] else { continue }
            guard case .string = value else { throw context.error("/" + name, "must be a string") }
        }
    }

    private mutating func finish(_ context: Context) {
        var node = context.node0
        node.start = Int32(parts.instructions.count)
        parts.instructions += context.strings
        node.stringEnd = Int32(parts.instructions.count)
        parts.instructions += context.numbers
        node.numberEnd = Int32(parts.instructions.count)
        parts.instructions += context.arrays
        node.arrayEnd = Int32(parts.instructions.count)
        parts.instructions += context.objects
        node.objectEnd = Int32(parts.instructions.count)
        parts.instructions += context.any
        node.anyEnd = Int32(parts.instructions.count)
        parts.instructions += context.last
        node.end = Int32(parts.instructions.count)
        node.isFlat = context.last.isEmpty && context.any.allSatisfy(\.operation.isFlat)
        parts.nodes[context.node] = node
    }

    /// Registers what to say when a keyword is broken.
    mutating func report(
        _ context: Context,
        _ pointer: String,
        _ keyword: String,
        _ detail: String
    ) throws(SchemaError) -> Int32 {
        try loader.keep(context.label.utf8.count + pointer.utf8.count + detail.utf8.count)
        parts.keywords.append(KeywordPlace(keyword: keyword, schema: context.label + pointer, detail: detail))
        return Int32(parts.keywords.count - 1)
    }

    mutating func report(_ context: Context, _ keyword: String, _ detail: String) throws(SchemaError) -> Int32 {
        try report(context, "/" + keyword, keyword, detail)
    }

    /// A subschema applied to the same value.
    mutating func sameValue(_ context: Context, _ key: SchemaPlace.Key) throws(SchemaError) -> Int32 {
        let target = try node(at: key)
        inPlace[context.node].append(target)
        return Int32(target)
    }

    func count(_ context: Context, _ keyword: String) throws(SchemaError) -> Int32? {
        guard let value = context.place.value[keyword] else { return nil }
        guard case .number(let text) = value else { throw context.error("/" + keyword, "must be a whole number") }
        let bytes = Array(text.utf8)
        let exact = ExactDecimal(bytes.span, 0, bytes.count)
        guard exact.isInteger, !exact.isNegative else { throw context.error("/" + keyword, "must be a whole number") }
        return Int32(clamping: exact.int64 ?? .max)
    }

    func schemas(_ context: Context, _ keyword: String) throws(SchemaError) -> [SchemaPlace.Key]? {
        guard let value = context.place.value[keyword] else { return nil }
        guard case .array(let items) = value, !items.isEmpty else {
            throw context.error("/" + keyword, "must be a list of schemas, not empty")
        }
        return items.indices.map { context.child("/\(keyword)/\($0)") }
    }

    func map(_ context: Context, _ keyword: String) throws(SchemaError) -> [JSONMember]? {
        guard let value = context.place.value[keyword] else { return nil }
        guard case .object(let members) = value else { throw context.error("/" + keyword, "must be an object") }
        return members
    }

    func strings(_ value: JSONValue, _ context: Context, _ pointer: String) throws(SchemaError) -> [String] {
        guard case .array(let items) = value else { throw context.error(pointer, "must be a list of strings") }
        var out: [String] = []
        var seen: Set<[UInt8]> = []
        for item in items {
            guard case .string(let text) = item else { throw context.error(pointer, "must be a list of strings") }
            guard seen.insert(Array(text.utf8)).inserted else {
                throw context.error(pointer, "names something twice")
            }
            out.append(text)
        }
        return out
    }
}

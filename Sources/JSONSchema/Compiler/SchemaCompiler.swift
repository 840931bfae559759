// SPDX-License-Identifier: Apache-2.0

/// Turns a schema into a program: each subschema reached becomes one node, references become indices.
struct SchemaCompiler {
    let options: CompiledSchema.Options
    var loader: SchemaLoader
    var parts = ProgramParts()
    var constants: [JSONValue] = []
    /// Tape index of the next constant; the array's own entry is 0.
    var nextConstant = 1
    /// Nodes applied to the same value, by node: must not form a circle.
    var inPlace: [[Int]] = []
    private var known: [SchemaPlace.Key: Int] = [:]
    private var queue: [(node: Int, place: SchemaPlace)] = []
    private var patternIndices: [[UInt8]: Int32] = [:]
    private var dynamicNames: [String] = []

    static func compile(
        _ schema: JSONValue,
        baseURI: String,
        registry: SchemaRegistry,
        options: CompiledSchema.Options
    ) throws(SchemaError) -> Program {
        var compiler = SchemaCompiler(options: options, loader: SchemaLoader(registry: registry))
        return try compiler.run(schema, baseURI)
    }

    private mutating func run(_ schema: JSONValue, _ baseURI: String) throws(SchemaError) -> Program {
        let root = try loader.load(schema, uri: URIReference.withoutFragment(baseURI))
        try node(at: root)
        try drain()
        try compileDynamicTargets()
        try refuseCircles()
        let text = JSONValue.array(constants).serialised()
        do throws(JSONSyntaxError) {
            let limits = JSONLimits(maxBytes: text.count, maxDepth: JSONLimits.schema.maxDepth + 1)
            let document = try JSONDocument(text, limits: limits)
            return Program(parts, constants: document, maxDepth: options.maxDepth)
        } catch {
            throw SchemaError(pointer: "", reason: "a constant cannot be stored: \(error.reason)")
        }
    }

    private mutating func drain() throws(SchemaError) {
        while let next = queue.popLast() { try compile(next.place, into: next.node) }
    }

    /// The node of a subschema, compiled now or later.
    @discardableResult
    mutating func node(at key: SchemaPlace.Key) throws(SchemaError) -> Int {
        if let index = known[key] { return index }
        guard let place = loader.places[key] else { throw loader.error(key, "is not a schema") }
        let index = parts.nodes.count
        known[key] = index
        parts.nodes.append(Node())
        inPlace.append([])
        queue.append((index, place))
        return index
    }

    mutating func pattern(_ source: String, _ context: Context, _ pointer: String) throws(SchemaError) -> Int32 {
        if let index = patternIndices[Array(source.utf8)] { return index }
        do throws(PatternError) {
            parts.patterns.append(try Pattern(source))
        } catch {
            throw context.error(pointer, "the pattern is refused at character \(error.offset): \(error.reason)")
        }
        let index = Int32(parts.patterns.count - 1)
        patternIndices[Array(source.utf8)] = index
        return index
    }

    /// Number of the anchor name of a `$dynamicRef`.
    mutating func dynamicName(_ name: String) -> Int32 {
        if let index = dynamicNames.firstIndex(of: name) { return Int32(index) }
        dynamicNames.append(name)
        return Int32(dynamicNames.count - 1)
    }

    /// Compiles every schema a `$dynamicRef` may lead to; doing so may load further documents.
    private mutating func compileDynamicTargets() throws(SchemaError) {
        var count = -1
        while count != known.count {
            count = known.count
            for name in dynamicNames {
                for anchors in loader.dynamicAnchors {
                    if let key = anchors[name] { try node(at: key) }
                }
            }
            try drain()
        }
        for name in dynamicNames {
            parts.dynamicTargets.append(
                loader.dynamicAnchors.map { anchors in anchors[name].flatMap { known[$0] }.map { Int32($0) } ?? -1 }
            )
        }
        if dynamicNames.isEmpty {
            for index in parts.nodes.indices { parts.nodes[index].resource = -1 }
        }
    }

    /// A circle of references that consumes nothing would never end.
    private func refuseCircles() throws(SchemaError) {
        var incoming = Array(repeating: 0, count: inPlace.count)
        for edges in inPlace { for target in edges { incoming[target] += 1 } }
        var ready = incoming.indices.filter { incoming[$0] == 0 }
        var left = incoming.count
        while let next = ready.popLast() {
            left -= 1
            for target in inPlace[next] {
                incoming[target] -= 1
                if incoming[target] == 0 { ready.append(target) }
            }
        }
        guard left > 0 else { return }
        let stuck = known.filter { incoming[$0.value] > 0 }.keys.map { loader.label($0) }.sorted()
        throw SchemaError(pointer: stuck.first ?? "", reason: "the schema applies itself to the same value without end")
    }
}

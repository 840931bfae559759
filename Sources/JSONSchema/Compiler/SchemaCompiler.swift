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
    private var dynamicNumbers: [String: Int32] = [:]
    /// States, cells of tables and steps of building them, over all patterns.
    private var patternCost = 0

    private static let maxPatternCost = 1 << 24
    private static let maxDynamicTargets = 1 << 20

    static func compile(
        _ schema: JSONValue,
        baseURI: String,
        registry: SchemaRegistry,
        options: CompiledSchema.Options
    ) throws(SchemaError) -> Program {
        var compiler = SchemaCompiler(options: options, loader: SchemaLoader(registry: registry))
        return try compiler.run(schema, baseURI, shortens: true)
    }

    /// Compiles, and keeps beside the program what output needs.
    static func trace(
        _ schema: JSONValue,
        baseURI: String,
        registry: SchemaRegistry,
        options: CompiledSchema.Options
    ) throws(SchemaError) -> (Program, Trace) {
        var compiler = SchemaCompiler(options: options, loader: SchemaLoader(registry: registry))
        let program = try compiler.run(schema, baseURI, shortens: false)
        var nodes = Array(repeating: Trace.Node(), count: program.nodes.count)
        for (key, index) in compiler.known {
            guard let place = compiler.loader.places[key] else { continue }
            try compiler.loader.keep(2 * (key.pointer.utf8.count + place.base.utf8.count))
            nodes[index] = Trace.Node(
                label: compiler.loader.label(key),
                location: compiler.loader.location(key),
                absolute: compiler.loader.absolute(place),
                annotations: Trace.annotations(of: place.value)
            )
        }
        return (program, Trace(nodes))
    }

    /// - Parameter shortens: whether only the verdict counts, not the way to it.
    private mutating func run(
        _ schema: JSONValue,
        _ baseURI: String,
        shortens: Bool
    ) throws(SchemaError) -> Program {
        let root = try loader.load(schema, uri: URIReference.withoutFragment(baseURI))
        try node(at: root)
        try drain()
        try compileDynamicTargets()
        try refuseCircles()
        if shortens {
            parts.settleDynamicReferences()
            parts.shortenReferences()
            parts.addSelectors()
        }
        let text = JSONValue.array(constants).serialised()
        do throws(JSONSyntaxError) {
            let limits = JSONLimits(maxBytes: text.count, maxDepth: JSONLimits.schema.maxDepth + 1)
            let document = try JSONDocument(text, limits: limits)
            return Program(parts, constants: document, options: options)
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
            parts.patterns.append(try Pattern(source, engine: options.engine, cost: &patternCost))
            guard patternCost <= SchemaCompiler.maxPatternCost else {
                throw PatternError("all expressions together are too large", isUnsupported: true)
            }
        } catch {
            throw context.error(pointer, "the pattern is refused at character \(error.offset): \(error.reason)")
        }
        parts.addTable()
        let index = Int32(parts.patterns.count - 1)
        patternIndices[Array(source.utf8)] = index
        return index
    }

    /// Number of the anchor name of a `$dynamicRef`.
    mutating func dynamicName(_ name: String) -> Int32 {
        if let index = dynamicNumbers[name] { return index }
        dynamicNames.append(name)
        dynamicNumbers[name] = Int32(dynamicNames.count - 1)
        return Int32(dynamicNames.count - 1)
    }

    /// Compiles every schema a `$dynamicRef` may lead to; doing so may load further documents.
    private mutating func compileDynamicTargets() throws(SchemaError) {
        var count = -1
        while count != known.count {
            count = known.count
            guard dynamicNames.count * loader.dynamicAnchors.count <= SchemaCompiler.maxDynamicTargets else {
                throw SchemaError(pointer: "", reason: "there are too many dynamic references and schemas with an $id")
            }
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

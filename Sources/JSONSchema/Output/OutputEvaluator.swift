// SPDX-License-Identifier: Apache-2.0

/// Evaluates without cutting short, and writes down what each keyword said; assertions are left to ``Evaluator``.
struct OutputEvaluator: ~Copyable, ~Escapable {
    /// Where an evaluation stands: the node, the value, and the ways to both.
    struct Place {
        let node: Int
        let index: Int
        let path: String
        let instance: String
    }

    let program: Program
    let trace: Trace
    let limit: Int
    var core: Evaluator
    var errors: [SchemaOutput.Unit] = []
    var annotations: [SchemaOutput.Unit] = []
    private var depth = 0

    /// Frames here are larger than those of ``Evaluator``.
    private static let maxDepth = 400

    /// - Parameter core: an evaluator that collects without limit.
    @_lifetime(copy core)
    init(_ core: consuming Evaluator, _ trace: Trace, limit: Int) {
        program = core.program
        self.trace = trace
        self.limit = limit
        self.core = core
    }

    mutating func run(_ index: Int) -> SchemaOutput {
        var evaluated: Set<Int> = []
        let place = Place(node: 0, index: index, path: "", instance: "")
        let isValid = evaluate(place, &evaluated) && core.stop == nil
        if let stop = core.stop {
            errors = []
            let violation = stop.violation
            note(violation.detail, violation.keyword, suffix: "", place)
        }
        return SchemaOutput(
            isValid: isValid,
            isUndecided: core.stop != nil,
            errors: isValid ? [] : errors,
            annotations: isValid ? annotations : []
        )
    }

    /// Applies a node; `evaluated` gains the children it evaluated if it holds.
    mutating func evaluate(_ place: Place, _ evaluated: inout Set<Int>) -> Bool {
        guard core.spend(1 + (place.path.utf8.count + place.instance.utf8.count) >> 6) else { return false }
        guard depth < min(program.maxDepth, OutputEvaluator.maxDepth) else { return core.halt(.depth) }
        depth += 1
        defer { depth -= 1 }
        let node = program.nodes[place.node]
        let entry = core.tape[place.index]
        guard node.allows(entry, core.bytes) else {
            note(node.typePlace, place)
            return false
        }
        let entersResource = node.resource >= 0 && core.scope.last != node.resource
        if entersResource { core.scope.append(node.resource) }
        defer { if entersResource { core.scope.removeLast() } }
        let mark = annotations.count
        var own: Set<Int> = []
        var isValid = true
        let (start, end) = node.own(entry.kind)
        for range in [start..<end, node.objectEnd..<node.anyEnd] {
            for cursor in range { isValid = apply(program.instructions[Int(cursor)], place, &own) && isValid }
        }
        if isValid {
            for cursor in node.anyEnd..<node.end {
                isValid = apply(program.instructions[Int(cursor)], place, &own) && isValid
            }
        }
        guard isValid else {
            annotations.removeLast(annotations.count - mark)
            return false
        }
        for annotation in trace.nodes[place.node].annotations
        where !annotation.onlyOfStrings || entry.kind == TapeEntry.string {
            note(annotation.keyword, annotation.value, place)
        }
        evaluated.formUnion(own)
        return true
    }

    // MARK: writing down

    /// The words of a broken keyword.
    mutating func note(_ keywordPlace: Int32, _ place: Place, instance: String? = nil) {
        let keyword = program.keywords[Int(keywordPlace)]
        let suffix = String(keyword.schema.utf8.dropFirst(trace.nodes[place.node].label.utf8.count)) ?? ""
        note(keyword.detail, keyword.keyword, suffix: suffix, place, instance: instance)
    }

    private mutating func note(
        _ words: String,
        _ keyword: String,
        suffix: String,
        _ place: Place,
        instance: String? = nil
    ) {
        guard errors.count < limit else { return }
        errors.append(unit(keyword, suffix, place, instance, .string(words)))
    }

    /// The annotation of a keyword.
    mutating func note(_ keyword: String, _ value: JSONValue, _ place: Place) {
        guard annotations.count < limit else { return }
        annotations.append(unit(keyword, "/" + JSONPointer.escape(keyword), place, nil, value))
    }

    private func unit(
        _ keyword: String,
        _ suffix: String,
        _ place: Place,
        _ instance: String?,
        _ value: JSONValue
    ) -> SchemaOutput.Unit {
        let node = trace.nodes[place.node]
        return SchemaOutput.Unit(
            keyword: keyword,
            evaluationPath: place.path,
            schemaLocation: node.absolute,
            documentLocation: node.location,
            suffix: suffix,
            instance: instance ?? place.instance,
            value: value
        )
    }

    /// The place of a subschema applied to the same value.
    func inPlace(_ child: Int, _ place: Place, by reference: String? = nil) -> Place {
        Place(
            node: child,
            index: place.index,
            path: place.path + (reference ?? suffix(of: child, below: place.node)),
            instance: place.instance
        )
    }

    /// The place of a subschema applied to a child of the value.
    func below(_ child: Int, _ place: Place, _ index: Int, _ token: String) -> Place {
        Place(
            node: child,
            index: index,
            path: place.path + suffix(of: child, below: place.node),
            instance: place.instance + "/" + token
        )
    }

    private func suffix(of child: Int, below parent: Int) -> String {
        String(trace.nodes[child].label.utf8.dropFirst(trace.nodes[parent].label.utf8.count)) ?? ""
    }
}

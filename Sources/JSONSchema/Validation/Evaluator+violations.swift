// SPDX-License-Identifier: Apache-2.0

extension Evaluator {
    /// The faults in document order, with pointers counted from the value that was validated.
    func violations(from node: JSONNode) -> [SchemaViolation] {
        var out: [SchemaViolation] = []
        var trail = PointerTrail(document.bytes, document.tape, names: program.names, root: node.index)
        let ordered = faults.enumerated().sorted { ($0.element.index, $0.offset) < ($1.element.index, $1.offset) }
        for (_, fault) in ordered {
            let keyword = program.keywords[Int(fault.place)]
            let (pointer, isWhole) = trail.pointer(to: fault.index)
            let violation = SchemaViolation(
                instance: pointer,
                keyword: keyword.keyword,
                schema: keyword.schema,
                detail: isWhole
                    ? keyword.detail : "holds, in a member the schema does not name, a value that \(keyword.detail)"
            )
            if out.last != violation { out.append(violation) }
        }
        if let stop { out.append(stop.violation) }
        return out
    }
}

extension Evaluator.Stop {
    var violation: SchemaViolation {
        let (keyword, detail) =
            switch self {
            case .depth: ("maxDepth", "is nested too deeply to be checked")
            case .steps: ("maxSteps", "takes too much work to be checked")
            case .pattern: ("pattern", "holds a text whose pattern takes too much work to be checked")
            }
        return SchemaViolation(instance: "", keyword: keyword, schema: "", detail: detail, isUndecided: true)
    }
}

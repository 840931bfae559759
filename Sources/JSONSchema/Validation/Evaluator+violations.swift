// SPDX-License-Identifier: Apache-2.0

extension Evaluator {
    /// The faults in document order, with pointers counted from the value that was validated.
    func violations(from node: JSONNode) -> [SchemaViolation] {
        var out: [SchemaViolation] = []
        let ordered = faults.enumerated().sorted { ($0.element.index, $0.offset) < ($1.element.index, $1.offset) }
        for (_, fault) in ordered {
            let violation = violation(fault.index, fault.place, from: node)
            if out.last != violation { out.append(violation) }
        }
        if isTooDeep {
            out.append(
                SchemaViolation(
                    instance: "",
                    keyword: "$dynamicRef",
                    schema: "",
                    detail: "is nested too deeply to be checked"
                )
            )
        }
        return out
    }

    private func violation(_ index: Int, _ place: Int32, from node: JSONNode) -> SchemaViolation {
        let keyword =
            place >= 0
            ? program.keywords[Int(place)]
            : KeywordPlace(keyword: "$ref", schema: "", detail: "is nested too deeply to be checked")
        let (pointer, isWhole) = pointer(to: index, from: node.index)
        return SchemaViolation(
            instance: pointer,
            keyword: keyword.keyword,
            schema: keyword.schema,
            detail: isWhole
                ? keyword.detail : "holds, in a member the schema does not name, a value that \(keyword.detail)"
        )
    }

    /// The pointer, cut short before the first member name that is not the schema's own.
    private func pointer(to target: Int, from root: Int) -> (String, isWhole: Bool) {
        var pointer = ""
        var container = root
        while container != target {
            let entry = tape[container]
            let isObject = entry.kind == TapeEntry.object
            var cursor = container + 1
            for position in 0..<entry.count {
                let value = isObject ? cursor + 1 : cursor
                let next = tape[value].following(value)
                guard next <= target else {
                    if isObject {
                        let name = TapeText.decoded(bytes, tape[cursor])
                        guard program.names.contains(name) else { return (pointer, false) }
                        pointer += "/" + JSONPointer.escape(String(decoding: name, as: UTF8.self))
                    } else {
                        pointer += "/\(position)"
                    }
                    container = value
                    break
                }
                cursor = next
            }
        }
        return (pointer, true)
    }
}

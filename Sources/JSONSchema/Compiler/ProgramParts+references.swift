// SPDX-License-Identifier: Apache-2.0

extension ProgramParts {
    /// Where there is but one schema resource, a `$dynamicRef` can lead to one place only.
    mutating func settleDynamicReferences() {
        guard dynamicTargets.allSatisfy({ $0.count == 1 }) else { return }
        for index in instructions.indices where instructions[index].operation == .dynamicReference {
            let offered = dynamicTargets[Int(instructions[index].second)][0]
            instructions[index].operation = .reference
            if offered >= 0 { instructions[index].first = offered }
        }
        for index in nodes.indices { nodes[index].resource = -1 }
    }

    /// Lets whoever applies a subschema that is nothing but a `$ref` apply its target at once.
    ///
    /// Not where a `$dynamicRef` asks which schema resources were entered: a subschema on the way may be what enters one.
    mutating func shortenReferences() {
        let targets = nodes.indices.map { Int32(target(of: $0)) }
        func aim(_ node: inout Int32) {
            if node >= 0 { node = targets[Int(node)] }
        }
        for index in entries.indices { aim(&entries[index].node) }
        for index in memberPatterns.indices { aim(&memberPatterns[index].node) }
        for index in objects.indices { aim(&objects[index].additional) }
        for index in instructions.indices {
            let instruction = instructions[index]
            let first = Int(instruction.first), second = Int(instruction.second)
            switch instruction.operation {
            case .items, .propertyNames, .reference, .not, .unevaluatedItems, .unevaluatedProperties:
                aim(&instructions[index].first)
            case .dependentSchema: aim(&instructions[index].second)
            case .contains: aim(&lists[first])
            case .prefixItems, .allOf, .anyOf, .oneOf:
                for place in first..<first + second { aim(&lists[place]) }
            case .condition:
                aim(&instructions[index].first)
                aim(&lists[second])
                aim(&lists[second + 1])
            default: break
            }
        }
    }

    /// Where a chain of subschemas that only refer ends.
    private func target(of start: Int) -> Int {
        var index = start
        // Circles were refused, so no chain is longer.
        for _ in nodes.indices {
            let node = nodes[index]
            guard node.kinds == Kinds.all, node.resource < 0, node.start == node.objectEnd, node.anyEnd == node.end,
                node.objectEnd + 1 == node.anyEnd, instructions[Int(node.objectEnd)].operation == .reference
            else { return index }
            index = Int(instructions[Int(node.objectEnd)].first)
        }
        return index
    }
}

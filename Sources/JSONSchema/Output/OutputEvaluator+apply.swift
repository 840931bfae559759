// SPDX-License-Identifier: Apache-2.0

extension OutputEvaluator {
    /// Runs one instruction; applicators here, assertions by the evaluator.
    mutating func apply(_ instruction: Instruction, _ place: Place, _ evaluated: inout Set<Int>) -> Bool {
        let first = Int(instruction.first)
        switch instruction.operation {
        case .members: return members(program.objects[first], place, &evaluated)
        case .propertyNames: return propertyNames(instruction, place)
        case .prefixItems, .items: return elements(instruction, place, &evaluated)
        case .contains: return contains(instruction, place, &evaluated)
        case .unevaluatedItems, .unevaluatedProperties: return unevaluated(instruction, place, &evaluated)
        case .dependentSchema:
            let entry = core.tape[place.index]
            guard core.member(program.dependents[first].trigger, place.index, entry) >= 0 else { return true }
            return evaluate(inPlace(Int(instruction.second), place), &evaluated)
        case .reference:
            let keyword = instruction.second == 1 ? "/$dynamicRef" : "/$ref"
            return evaluate(inPlace(first, place, by: keyword), &evaluated)
        case .dynamicReference:
            let target = core.dynamicTarget(instruction)
            return evaluate(inPlace(target, place, by: "/$dynamicRef"), &evaluated)
        case .allOf, .anyOf, .oneOf: return combine(instruction, place, &evaluated)
        case .not:
            let marks = (errors.count, annotations.count)
            var none: Set<Int> = []
            let holds = evaluate(inPlace(first, place), &none)
            errors.removeLast(errors.count - marks.0)
            annotations.removeLast(annotations.count - marks.1)
            if holds { note(instruction.place, place) }
            return !holds
        case .condition:
            let mark = errors.count
            let holds = evaluate(inPlace(first, place), &evaluated)
            errors.removeLast(errors.count - mark)
            let branch = program.lists[Int(instruction.second) + (holds ? 0 : 1)]
            return branch < 0 || evaluate(inPlace(Int(branch), place), &evaluated)
        default: return asserts(instruction, place)
        }
    }

    private mutating func asserts(_ instruction: Instruction, _ place: Place) -> Bool {
        core.isCollecting = true
        core.faults.removeAll(keepingCapacity: true)
        let holds = core.execute(instruction, place.index, core.tape[place.index], -1)
        for fault in core.faults { note(fault.place, place) }
        return holds
    }

    private mutating func combine(_ instruction: Instruction, _ place: Place, _ evaluated: inout Set<Int>) -> Bool {
        let mark = errors.count
        var matches = 0
        for offset in 0..<Int(instruction.second) {
            let branch = Int(program.lists[Int(instruction.first) + offset])
            if evaluate(inPlace(branch, place), &evaluated) { matches += 1 }
        }
        let holds =
            switch instruction.operation {
            case .allOf: matches == Int(instruction.second)
            case .anyOf: matches > 0
            default: matches == 1
            }
        if holds {
            errors.removeLast(errors.count - mark)
        } else if instruction.operation != .allOf {
            note(instruction.place, place)
        }
        return holds
    }

    private mutating func elements(_ instruction: Instruction, _ place: Place, _ evaluated: inout Set<Int>) -> Bool {
        let count = core.tape[place.index].count
        let isPrefix = instruction.operation == .prefixItems
        var isValid = true
        var cursor = place.index + 1
        for position in 0..<count {
            let isIn = isPrefix == (position < Int(instruction.second))
            if isIn {
                let node = isPrefix ? Int(program.lists[Int(instruction.first) + position]) : Int(instruction.first)
                isValid = apply(node, to: cursor, "\(position)", place) && isValid
                evaluated.insert(position)
            }
            cursor = core.tape[cursor].following(cursor)
        }
        let applied = isPrefix ? min(count, Int(instruction.second)) : count - Int(instruction.second)
        if isValid && applied > 0 {
            let isAll = !isPrefix || applied == count
            note(isPrefix ? "prefixItems" : "items", isAll ? .bool(true) : .integer(applied - 1), place)
        }
        return isValid
    }

    private mutating func contains(_ instruction: Instruction, _ place: Place, _ evaluated: inout Set<Int>) -> Bool {
        let start = Int(instruction.first)
        let mark = errors.count
        var matching: [Int] = []
        var cursor = place.index + 1
        for position in 0..<core.tape[place.index].count {
            if apply(Int(program.lists[start]), to: cursor, "\(position)", place) { matching.append(position) }
            cursor = core.tape[cursor].following(cursor)
        }
        errors.removeLast(errors.count - mark)
        guard matching.count >= Int(program.lists[start + 1]) else {
            note(instruction.place, place)
            return false
        }
        guard matching.count <= Int(program.lists[start + 2]) else {
            note(program.lists[start + 3], place)
            return false
        }
        evaluated.formUnion(matching)
        let isAll = matching.count == core.tape[place.index].count
        note("contains", isAll ? .bool(true) : .array(matching.map { .integer($0) }), place)
        return true
    }

    /// Applies a node to a child of the value.
    mutating func apply(_ node: Int, to index: Int, _ token: String, _ place: Place) -> Bool {
        var none: Set<Int> = []
        return evaluate(below(node, place, index, token), &none)
    }
}

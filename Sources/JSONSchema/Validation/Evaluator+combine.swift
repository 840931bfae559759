// SPDX-License-Identifier: Apache-2.0

extension Evaluator {
    /// Evaluates without recording faults; what a passing schema evaluated is added to the frame, a failing one leaves no mark.
    mutating func test(_ node: Int, _ index: Int, _ frame: Int) -> Bool {
        let wasCollecting = isCollecting
        isCollecting = false
        defer { isCollecting = wasCollecting }
        let entry = tape[index]
        guard frame >= 0, entry.isContainer else { return evaluate(node, index, -1) }
        let own = push(entry)
        defer { marks.removeLast(marks.count - own) }
        guard evaluate(node, index, own) else { return false }
        merge(own, into: frame, entry)
        return true
    }

    mutating func combine(_ instruction: Instruction, _ index: Int, _ entry: TapeEntry, _ frame: Int) -> Bool {
        if instruction.operation != .not && instruction.operation != .condition {
            guard spend(Int(instruction.second)) else { return false }
        }
        switch instruction.operation {
        case .allOf: return allOf(instruction, index, frame)
        case .anyOf: return anyOf(instruction, index, entry, frame)
        case .oneOf: return oneOf(instruction, index, entry, frame)
        case .not: return !test(Int(instruction.first), index, -1) || fault(index, instruction.place)
        default:
            let holds = test(Int(instruction.first), index, frame)
            let branch = program.lists[Int(instruction.second) + (holds ? 0 : 1)]
            return branch < 0 || evaluate(Int(branch), index, frame)
        }
    }

    private mutating func allOf(_ instruction: Instruction, _ index: Int, _ frame: Int) -> Bool {
        var isValid = true
        for offset in 0..<Int(instruction.second) {
            isValid = evaluate(branch(instruction, offset), index, frame) && isValid
            guard isValid || isCollecting else { return false }
        }
        return isValid
    }

    private mutating func anyOf(
        _ instruction: Instruction,
        _ index: Int,
        _ entry: TapeEntry,
        _ frame: Int
    ) -> Bool {
        var holds = false
        for place in branches(instruction, index, entry) where test(Int(program.lists[place]), index, frame) {
            holds = true
            if frame < 0 { return true }
        }
        return holds || explain(instruction, index)
    }

    private mutating func oneOf(
        _ instruction: Instruction,
        _ index: Int,
        _ entry: TapeEntry,
        _ frame: Int
    ) -> Bool {
        var matches = 0
        for place in branches(instruction, index, entry) where test(Int(program.lists[place]), index, frame) {
            matches += 1
            if matches > 1 { return fault(index, instruction.place) }
        }
        return matches == 1 || explain(instruction, index)
    }

    /// Where the branches stand that the value may satisfy.
    @inline(__always)
    private mutating func branches(_ instruction: Instruction, _ index: Int, _ entry: TapeEntry) -> Range<Int> {
        guard instruction.selector >= 0, entry.kind == TapeEntry.object else {
            return Int(instruction.first)..<Int(instruction.first) &+ Int(instruction.second)
        }
        return chosen(Int(instruction.selector), index, entry)
    }

    private mutating func chosen(_ selector: Int, _ index: Int, _ entry: TapeEntry) -> Range<Int> {
        let selector = program.selectors[selector]
        guard spend(entry.count) else { return 0..<0 }
        var choice = Int(selector.choices) &+ Int(selector.count) &- 1
        var cursor = index &+ 1
        for _ in 0..<entry.count {
            let value = cursor &+ 1
            if selector.name.find(name: tape[cursor], bytes, slots, pool) == 0 {
                choice &-= 1
                if tape[value].kind == TapeEntry.string {
                    let found = selector.values.find(text: tape[value], bytes, slots, pool)
                    if found >= 0 { choice = Int(selector.choices) &+ found }
                }
                break
            }
            cursor = tape[value].following(value)
        }
        return Int(program.lists[choice])..<Int(program.lists[choice &+ 1])
    }

    /// When only one branch is meant for this kind of value, its faults say more than "fits none".
    private mutating func explain(_ instruction: Instruction, _ index: Int) -> Bool {
        guard isCollecting else { return false }
        let bit = UInt8(1) &<< UInt8(truncatingIfNeeded: tape[index].kind)
        let meant = (0..<Int(instruction.second)).map { branch(instruction, $0) }.filter { branch in
            let kinds = nodes[branch].kinds
            return kinds & bit != 0 || bit == Kinds.number && kinds & Kinds.integer != 0
        }
        guard meant.count == 1, instruction.second > 1 else { return fault(index, instruction.place) }
        return evaluate(meant[0], index, -1)
    }

    @inline(__always)
    private func branch(_ instruction: Instruction, _ offset: Int) -> Int {
        Int(program.lists[Int(instruction.first) &+ offset])
    }
}

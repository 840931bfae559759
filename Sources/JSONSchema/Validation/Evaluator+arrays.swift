// SPDX-License-Identifier: Apache-2.0

extension Evaluator {
    mutating func prefixItems(
        _ instruction: Instruction,
        _ index: Int,
        _ entry: TapeEntry,
        _ frame: Int
    ) -> Bool {
        var isValid = true
        var cursor = index &+ 1
        for position in 0..<min(entry.count, Int(instruction.second)) {
            isValid = evaluate(Int(program.lists[Int(instruction.first) + position]), cursor, -1) && isValid
            guard isValid || isCollecting else { return false }
            if frame >= 0 { marks[frame + position] = true }
            cursor = tape[cursor].following(cursor)
        }
        return isValid
    }

    mutating func items(_ instruction: Instruction, _ index: Int, _ entry: TapeEntry, _ frame: Int) -> Bool {
        var isValid = true
        var cursor = index &+ 1
        for position in 0..<entry.count {
            if position >= Int(instruction.second) {
                isValid = check(Int(instruction.first), cursor) && isValid
                guard isValid || isCollecting else { return false }
                if frame >= 0 { marks[frame + position] = true }
            }
            cursor = tape[cursor].following(cursor)
        }
        return isValid
    }

    mutating func contains(_ instruction: Instruction, _ index: Int, _ entry: TapeEntry, _ frame: Int) -> Bool {
        let start = Int(instruction.first)
        let node = Int(program.lists[start])
        var matches = 0
        var cursor = index &+ 1
        guard spend(entry.count) else { return false }
        for position in 0..<entry.count {
            if test(node, cursor, -1) {
                matches += 1
                if frame >= 0 { marks[frame + position] = true }
            }
            cursor = tape[cursor].following(cursor)
        }
        guard matches >= Int(program.lists[start + 1]) else { return fault(index, instruction.place) }
        return matches <= Int(program.lists[start + 2]) || fault(index, program.lists[start + 3])
    }

    mutating func unevaluatedItems(
        _ instruction: Instruction,
        _ index: Int,
        _ entry: TapeEntry,
        _ frame: Int
    ) -> Bool {
        guard entry.kind == TapeEntry.array else { return true }
        var isValid = true
        var cursor = index &+ 1
        for position in 0..<entry.count {
            if !marks[frame + position] {
                if instruction.second == 1 { return fault(index, instruction.place) }
                isValid = evaluate(Int(instruction.first), cursor, -1) && isValid
                guard isValid || isCollecting else { return false }
                marks[frame + position] = true
            }
            cursor = tape[cursor].following(cursor)
        }
        return isValid
    }
}

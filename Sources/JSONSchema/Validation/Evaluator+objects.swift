// SPDX-License-Identifier: Apache-2.0

extension Evaluator {
    /// Properties, pattern properties, other members and required names in one walk.
    mutating func members(_ table: ObjectTable, _ index: Int, _ entry: TapeEntry, _ frame: Int) -> Bool {
        if let print = table.lone, frame < 0 { return loneMember(print, table, index, entry) }
        // Flags of the required names beyond the bits of a word.
        let flags = marks.count
        if table.requiredCount > 64 {
            marks.append(contentsOf: repeatElement(false, count: Int(table.requiredCount) - 64))
        }
        defer { if table.requiredCount > 64 { marks.removeLast(marks.count - flags) } }
        var isValid = true
        var hasUnknown = false
        var required: UInt64 = 0
        var cursor = index &+ 1
        for ordinal in 0..<entry.count {
            let name = tape[cursor]
            let value = cursor &+ 1
            let slot = table.names.find(name: name, bytes, slots, pool)
            var isKnown = false
            if slot >= 0 {
                let known = entries[Int(table.firstEntry) &+ slot]
                if known.required >= 64 {
                    marks[flags &+ Int(known.required) &- 64] = true
                } else if known.required >= 0 {
                    required |= 1 &<< UInt64(known.required)
                }
                if known.node >= 0 {
                    isKnown = true
                    isValid = check(Int(known.node), value) && isValid
                }
            }
            if table.restrictsOthers {
                isValid = patternMembers(table, name, value, &isKnown) && isValid
                if !isKnown && table.additional != -1 {
                    isKnown = true
                    hasUnknown = hasUnknown || table.additional == -2
                    if table.additional >= 0 { isValid = evaluate(Int(table.additional), value, -1) && isValid }
                }
            }
            guard isValid && !hasUnknown || isCollecting else { return fault(index, table.additionalPlace) }
            if isKnown && frame >= 0 { marks[frame &+ ordinal] = true }
            cursor = tape[value].following(value)
        }
        if hasUnknown { isValid = fault(index, table.additionalPlace) }
        return requiredHolds(table, required, flags, index) && isValid
    }

    /// The same where one name alone matters: the conditions of `if`, most of all.
    private mutating func loneMember(
        _ print: UInt32,
        _ table: ObjectTable,
        _ index: Int,
        _ entry: TapeEntry
    ) -> Bool {
        let known = entries[Int(table.firstEntry)]
        var isValid = true
        var isThere = false
        var cursor = index &+ 1
        for _ in 0..<entry.count {
            let name = tape[cursor]
            let value = cursor &+ 1
            if name.aux == print, table.names.find(name: name, bytes, slots, pool) == 0 {
                isThere = true
                isValid = (known.node < 0 || check(Int(known.node), value)) && isValid
                guard isValid || isCollecting else { return false }
            }
            cursor = tape[value].following(value)
        }
        return (isThere || known.required < 0 || fault(index, known.place)) && isValid
    }

    private mutating func patternMembers(
        _ table: ObjectTable,
        _ name: TapeEntry,
        _ value: Int,
        _ isKnown: inout Bool
    ) -> Bool {
        var isValid = true
        guard table.patternCount > 0 else { return true }
        guard spend(Int(table.patternCount)) else { return false }
        for place in table.patternRange {
            let rule = program.memberPatterns[place]
            guard matches(Int(rule.pattern), name) else { continue }
            isKnown = true
            isValid = evaluate(Int(rule.node), value, -1) && isValid
            guard isValid || isCollecting else { return false }
        }
        return isValid
    }

    private mutating func matches(_ pattern: Int, _ name: TapeEntry) -> Bool {
        guard !name.isEscaped else {
            let text = TapeText.decoded(bytes, name)
            return search(program.patterns[pattern], text, 0, text.count)
        }
        let table = tables[pattern]
        if table.isShape { return table.fits(bytes, Int(name.start), Int(name.end), masks) }
        if table.isTable { return table.matches(bytes, Int(name.start), Int(name.end), rows, classes) }
        return search(program.patterns[pattern], document.bytes, Int(name.start), Int(name.end))
    }

    private mutating func requiredHolds(
        _ table: ObjectTable,
        _ seen: UInt64,
        _ flags: Int,
        _ index: Int
    ) -> Bool {
        let all: UInt64 = table.requiredCount >= 64 ? .max : (1 &<< UInt64(table.requiredCount)) &- 1
        if seen == all && (table.requiredCount <= 64 || marks[flags...].allSatisfy { $0 }) { return true }
        var isValid = true
        for place in table.entryRange where entries[place].required >= 0 {
            let known = entries[place]
            let isThere =
                known.required >= 64
                ? marks[flags + Int(known.required) - 64] : seen & (1 &<< UInt64(known.required)) != 0
            guard !isThere else { continue }
            isValid = fault(index, known.place)
            guard isCollecting else { return false }
        }
        return isValid
    }

    /// Tape index of the value of a member, or -1.
    mutating func member(_ name: [UInt8], _ index: Int, _ entry: TapeEntry) -> Int {
        var cursor = index &+ 1
        guard spend(entry.count) else { return -1 }
        for _ in 0..<entry.count {
            let candidate = tape[cursor]
            let isSame =
                candidate.isEscaped
                ? TapeText.decoded(bytes, candidate) == name
                : candidate.length == name.count && ByteWord.same(name.span, 0, bytes, Int(candidate.start), name.count)
            if isSame { return cursor &+ 1 }
            cursor = tape[cursor &+ 1].following(cursor &+ 1)
        }
        return -1
    }

    mutating func propertyNames(_ instruction: Instruction, _ index: Int, _ entry: TapeEntry) -> Bool {
        var cursor = index &+ 1
        for _ in 0..<entry.count {
            guard test(Int(instruction.first), cursor, -1) else { return fault(index, instruction.place) }
            cursor = tape[cursor &+ 1].following(cursor &+ 1)
        }
        return true
    }

    mutating func dependentRequired(_ rule: DependentNames, _ index: Int, _ entry: TapeEntry) -> Bool {
        guard member(rule.trigger, index, entry) >= 0 else { return true }
        var isValid = true
        for (position, name) in rule.names.enumerated() where member(name, index, entry) < 0 {
            isValid = fault(index, rule.places[position])
        }
        return isValid
    }

    mutating func unevaluatedProperties(
        _ instruction: Instruction,
        _ index: Int,
        _ entry: TapeEntry,
        _ frame: Int
    ) -> Bool {
        guard entry.kind == TapeEntry.object else { return true }
        var isValid = true
        var cursor = index &+ 1
        for ordinal in 0..<entry.count {
            let value = cursor &+ 1
            if !marks[frame + ordinal] {
                if instruction.second == 1 { return fault(index, instruction.place) }
                isValid = evaluate(Int(instruction.first), value, -1) && isValid
                guard isValid || isCollecting else { return false }
                marks[frame + ordinal] = true
            }
            cursor = tape[value].following(value)
        }
        return isValid
    }
}

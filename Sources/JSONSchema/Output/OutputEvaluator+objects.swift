// SPDX-License-Identifier: Apache-2.0

extension OutputEvaluator {
    /// The members of an object: ordinal, name, index of the name.
    private func names(_ place: Place) -> [(ordinal: Int, name: [UInt8], index: Int)] {
        var out: [(Int, [UInt8], Int)] = []
        var cursor = place.index + 1
        for ordinal in 0..<core.tape[place.index].count {
            out.append((ordinal, TapeText.decoded(core.bytes, core.tape[cursor]), cursor))
            cursor = core.tape[cursor + 1].following(cursor + 1)
        }
        return out
    }

    private static func token(_ name: [UInt8]) -> String { JSONPointer.escape(String(decoding: name, as: UTF8.self)) }

    mutating func members(_ table: ObjectTable, _ place: Place, _ evaluated: inout Set<Int>) -> Bool {
        var isValid = true
        var seen: Set<Int32> = []
        var found: [(keyword: String, names: [JSONValue])] = [
            ("properties", []), ("patternProperties", []), ("additionalProperties", []),
        ]
        for (ordinal, name, index) in names(place) {
            let shown = JSONValue.string(String(decoding: name, as: UTF8.self))
            let slot = table.names.find(name: core.tape[index], core.bytes, core.slots, core.pool)
            var isKnown = false
            if slot >= 0 {
                seen.insert(Int32(slot))
                let known = program.entries[table.entryRange.lowerBound + slot].node
                if known >= 0 {
                    isKnown = true
                    found[0].names.append(shown)
                    isValid = apply(Int(known), to: index + 1, Self.token(name), place) && isValid
                }
            }
            for rule in program.memberPatterns[table.patternRange]
            where core.search(program.patterns[Int(rule.pattern)], name, 0, name.count) {
                isKnown = true
                if found[1].names.last != shown { found[1].names.append(shown) }
                isValid = apply(Int(rule.node), to: index + 1, Self.token(name), place) && isValid
            }
            if !isKnown && table.additional != -1 {
                isKnown = true
                found[2].names.append(shown)
                if table.additional == -2 {
                    isValid = false
                    note(table.additionalPlace, place, instance: place.instance + "/" + Self.token(name))
                } else {
                    isValid = apply(Int(table.additional), to: index + 1, Self.token(name), place) && isValid
                }
            }
            if isKnown { evaluated.insert(ordinal) }
        }
        for (slot, entry) in program.entries[table.entryRange].enumerated()
        where entry.required >= 0 && !seen.contains(Int32(slot)) {
            isValid = false
            note(entry.place, place)
        }
        if isValid {
            for (keyword, names) in found where !names.isEmpty { note(keyword, .array(names), place) }
        }
        return isValid
    }

    mutating func propertyNames(_ instruction: Instruction, _ place: Place) -> Bool {
        let mark = annotations.count
        var isValid = true
        for (_, name, index) in names(place) {
            isValid = apply(Int(instruction.first), to: index, Self.token(name), place) && isValid
        }
        // They annotate names, which have no place of their own.
        annotations.removeLast(annotations.count - mark)
        return isValid
    }

    mutating func unevaluated(_ instruction: Instruction, _ place: Place, _ evaluated: inout Set<Int>) -> Bool {
        let entry = core.tape[place.index]
        let isObject = instruction.operation == .unevaluatedProperties
        guard entry.kind == (isObject ? TapeEntry.object : TapeEntry.array) else { return true }
        var isValid = true
        var applied: [JSONValue] = []
        var cursor = place.index + 1
        for ordinal in 0..<entry.count {
            let value = isObject ? cursor + 1 : cursor
            if !evaluated.contains(ordinal) {
                let name = isObject ? TapeText.decoded(core.bytes, core.tape[cursor]) : Array("\(ordinal)".utf8)
                applied.append(.string(String(decoding: name, as: UTF8.self)))
                isValid = apply(Int(instruction.first), to: value, Self.token(name), place) && isValid
            }
            cursor = core.tape[value].following(value)
        }
        guard isValid else { return false }
        evaluated.formUnion(0..<entry.count)
        if !applied.isEmpty {
            let keyword = isObject ? "unevaluatedProperties" : "unevaluatedItems"
            note(keyword, isObject ? .array(applied) : .bool(true), place)
        }
        return true
    }
}

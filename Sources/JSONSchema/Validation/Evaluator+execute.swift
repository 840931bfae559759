// SPDX-License-Identifier: Apache-2.0

extension Evaluator {
    /// Runs one instruction against a value of the kind it is meant for.
    mutating func execute(_ instruction: Instruction, _ index: Int, _ entry: TapeEntry, _ frame: Int) -> Bool {
        let first = Int(instruction.first)
        switch instruction.operation {
        case .minLength, .maxLength, .pattern, .format:
            return stringHolds(instruction, entry) || fault(index, instruction.place)
        case .minimum, .maximum, .exclusiveMinimum, .exclusiveMaximum, .multipleOf:
            return numberHolds(instruction, entry) || fault(index, instruction.place)
        case .minItems, .minProperties:
            return entry.count >= first || fault(index, instruction.place)
        case .maxItems, .maxProperties:
            return entry.count <= first || fault(index, instruction.place)
        case .uniqueItems:
            guard spend(weight(index, entry)) else { return false }
            return TapeEquality.areDistinct(bytes, tape, index) || fault(index, instruction.place)
        case .prefixItems: return prefixItems(instruction, index, entry, frame)
        case .items: return items(instruction, index, entry, frame)
        case .contains: return contains(instruction, index, entry, frame)
        case .members: return members(program.objects[first], index, entry, frame)
        case .propertyNames: return propertyNames(instruction, index, entry)
        case .dependentRequired: return dependentRequired(program.dependents[first], index, entry)
        case .dependentSchema:
            guard member(program.dependents[first].trigger, index, entry) >= 0 else { return true }
            return evaluate(Int(instruction.second), index, frame)
        case .never: return fault(index, instruction.place)
        case .constant: return isConstant(first, index) || fault(index, instruction.place)
        case .oneOfValues: return isListed(program.enums[first], index, entry) || fault(index, instruction.place)
        case .reference: return evaluate(first, index, frame)
        case .dynamicReference: return evaluate(dynamicTarget(instruction), index, frame)
        case .allOf, .anyOf, .oneOf, .not, .condition: return combine(instruction, index, entry, frame)
        case .unevaluatedItems: return unevaluatedItems(instruction, index, entry, frame)
        case .unevaluatedProperties: return unevaluatedProperties(instruction, index, entry, frame)
        }
    }

    /// About what it costs to read a value whole.
    private func weight(_ index: Int, _ entry: TapeEntry) -> Int {
        let values = entry.following(index) &- index
        return values &+ entry.length &>> 6
    }

    private mutating func isConstant(_ constant: Int, _ index: Int) -> Bool {
        let other = program.constants.tape[constant]
        guard other.kind == tape[index].kind else { return false }
        // Both are read, but not past what the shorter holds.
        guard spend(min(weight(index, tape[index]), weight(constant, other))) else { return false }
        return TapeEquality.areEqual(program.constants.bytes, program.constants.tape, constant, bytes, tape, index)
    }

    private mutating func isListed(_ table: EnumTable, _ index: Int, _ entry: TapeEntry) -> Bool {
        if entry.kind == TapeEntry.string { return table.strings.find(entry, bytes, isName: false) >= 0 }
        guard spend(table.others.count) else { return false }
        for other in table.others where isConstant(Int(other), index) { return true }
        return false
    }

    /// The outermost resource in the dynamic scope that offers the anchor, else the static target.
    mutating func dynamicTarget(_ instruction: Instruction) -> Int {
        let targets = program.dynamicTargets[Int(instruction.second)]
        guard spend(scope.count) else { return Int(instruction.first) }
        for resource in scope where targets[Int(resource)] >= 0 { return Int(targets[Int(resource)]) }
        return Int(instruction.first)
    }

    private mutating func stringHolds(_ instruction: Instruction, _ entry: TapeEntry) -> Bool {
        if entry.isEscaped {
            let text = StringEscape.decode(bytes, Int(entry.start), Int(entry.end))
            return textHolds(instruction, text, 0, text.count, isPlain: false)
        }
        return textHolds(instruction, bytes, Int(entry.start), Int(entry.end), isPlain: entry.isPlain)
    }

    private mutating func textHolds(
        _ instruction: Instruction,
        _ text: [UInt8],
        _ start: Int,
        _ end: Int,
        isPlain: Bool
    ) -> Bool {
        let first = Int(instruction.first)
        guard spend((end &- start) &>> 6) else { return false }
        switch instruction.operation {
        case .pattern: return search(program.patterns[first], text, start, end)
        case .format: return program.formats[first].accepts(text, start, end)
        default:
            let length = isPlain ? end &- start : UTF8Scan.scalars(text, start, end)
            return instruction.operation == .minLength ? length >= first : length <= first
        }
    }

    private mutating func numberHolds(_ instruction: Instruction, _ entry: TapeEntry) -> Bool {
        let bound = program.bounds[Int(instruction.first)]
        if entry.isSmallInteger, let small = bound.small, instruction.operation != .multipleOf {
            let value = smallInteger(entry)
            switch instruction.operation {
            case .minimum: return value >= small
            case .maximum: return value <= small
            case .exclusiveMinimum: return value > small
            default: return value < small
            }
        }
        guard spend(entry.length &>> 4) else { return false }
        let value = ExactDecimal(bytes, Int(entry.start), Int(entry.end))
        switch instruction.operation {
        case .minimum: return value >= bound.exact
        case .maximum: return value <= bound.exact
        case .exclusiveMinimum: return value > bound.exact
        case .exclusiveMaximum: return value < bound.exact
        default: return value.isMultiple(of: bound.exact)
        }
    }

    /// Whether a pattern matches; a search that gives up ends the run.
    mutating func search(_ pattern: Pattern, _ text: [UInt8], _ start: Int, _ end: Int) -> Bool {
        switch pattern.search(text, start, end, steps: &stepsLeft) {
        case .matched: true
        case .unmatched: false
        case .undecided: halt(stepsLeft < 0 ? .steps : .pattern)
        }
    }

    private func smallInteger(_ entry: TapeEntry) -> Int64 {
        let start = Int(entry.start)
        let isNegative = bytes[start] == UInt8(ascii: "-")
        var value: Int64 = 0
        for offset in (isNegative ? start &+ 1 : start)..<Int(entry.end) {
            value = value &* 10 &+ Int64(bytes[offset] &- 0x30)
        }
        return isNegative ? 0 &- value : value
    }
}

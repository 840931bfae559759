// SPDX-License-Identifier: Apache-2.0

extension Evaluator {
    /// Runs one instruction against a value of the kind it is meant for.
    @inline(never)
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
            return TapeEquality.areDistinct(document.bytes, document.tape, index) || fault(index, instruction.place)
        case .prefixItems: return prefixItems(instruction, index, entry, frame)
        case .items: return items(instruction, index, entry, frame)
        case .contains: return contains(instruction, index, entry, frame)
        case .members: return members(objects[first], index, entry, frame)
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
        // Null, or true and false, which differ in length.
        if other.kind <= TapeEntry.bool { return other.length == tape[index].length }
        // Both are read, but not past what the shorter holds.
        guard spend(min(weight(index, tape[index]), weight(constant, other))) else { return false }
        return TapeEquality.areEqual(
            program.constants.bytes,
            program.constants.tape,
            constant,
            document.bytes,
            document.tape,
            index
        )
    }

    private mutating func isListed(_ table: EnumTable, _ index: Int, _ entry: TapeEntry) -> Bool {
        if entry.kind == TapeEntry.string { return table.strings.find(text: entry, bytes, slots, pool) >= 0 }
        guard spend(Int(table.otherCount)) else { return false }
        for place in Int(table.firstOther)..<Int(table.firstOther) &+ Int(table.otherCount)
        where isConstant(Int(program.lists[place]), index) {
            return true
        }
        return false
    }

    /// The outermost resource in the dynamic scope that offers the anchor, else the static target.
    mutating func dynamicTarget(_ instruction: Instruction) -> Int {
        let targets = program.dynamicTargets[Int(instruction.second)]
        guard spend(scope.count) else { return Int(instruction.first) }
        for resource in scope where targets[Int(resource)] >= 0 { return Int(targets[Int(resource)]) }
        return Int(instruction.first)
    }

    @inline(__always)
    private mutating func stringHolds(_ instruction: Instruction, _ entry: TapeEntry) -> Bool {
        let first = Int(instruction.first)
        guard spend(entry.length &>> 6) else { return false }
        guard !entry.isEscaped else { return escapedHolds(instruction, entry) }
        switch instruction.operation {
        case .pattern:
            let table = tables[first]
            if table.isShape { return table.fits(bytes, Int(entry.start), Int(entry.end), masks) }
            if table.isTable { return table.matches(bytes, Int(entry.start), Int(entry.end), rows, classes) }
            return search(program.patterns[first], document.bytes, Int(entry.start), Int(entry.end))
        case .format: return program.formats[first].accepts(document.bytes, Int(entry.start), Int(entry.end))
        case .minLength: return entry.scalars(bytes) >= first
        default: return entry.scalars(bytes) <= first
        }
    }

    @inline(never)
    private mutating func escapedHolds(_ instruction: Instruction, _ entry: TapeEntry) -> Bool {
        let text = StringEscape.decode(bytes, Int(entry.start), Int(entry.end))
        switch instruction.operation {
        case .pattern: return search(program.patterns[Int(instruction.first)], text, 0, text.count)
        case .format: return program.formats[Int(instruction.first)].accepts(text, 0, text.count)
        case .minLength: return UTF8Scan.scalars(text.span, 0, text.count) >= Int(instruction.first)
        default: return UTF8Scan.scalars(text.span, 0, text.count) <= Int(instruction.first)
        }
    }

    private mutating func numberHolds(_ instruction: Instruction, _ entry: TapeEntry) -> Bool {
        let bound = program.bounds[Int(instruction.first)]
        if entry.isSmallInteger, let small = bound.small, instruction.operation != .multipleOf {
            let value = entry.smallInteger(bytes)
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
}

extension TapeEntry {
    /// Code points of a string without escapes.
    @inline(__always)
    fileprivate func scalars(_ bytes: Span<UInt8>) -> Int {
        isPlain ? length : UTF8Scan.scalars(bytes, Int(start), Int(end))
    }

    /// The value of a number that ``isSmallInteger``.
    fileprivate func smallInteger(_ bytes: Span<UInt8>) -> Int64 {
        let isNegative = bytes[Int(start)] == UInt8(ascii: "-")
        var value: Int64 = 0
        for offset in (isNegative ? Int(start) &+ 1 : Int(start))..<Int(end) {
            value = value &* 10 &+ Int64(bytes[offset] &- 0x30)
        }
        return isNegative ? 0 &- value : value
    }
}

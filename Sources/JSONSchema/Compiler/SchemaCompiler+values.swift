// SPDX-License-Identifier: Apache-2.0

extension SchemaCompiler {
    mutating func types(_ context: inout Context) throws(SchemaError) {
        guard let value = context.place.value["type"] else { return }
        var names: [String]
        if case .string(let name) = value { names = [name] } else { names = try strings(value, context, "/type") }
        guard !names.isEmpty else { throw context.error("/type", "must name a type") }
        var kinds: UInt8 = 0
        for name in names {
            guard let bits = Kinds.bits(of: name) else { throw context.error("/type", "names an unknown type") }
            kinds |= bits
        }
        context.node0.kinds = kinds
        names = names.map { $0 == "integer" ? "whole number" : $0 }
        context.node0.typePlace = try report(context, "type", "is not of type " + names.joined(separator: " or "))
    }

    /// Stores a constant; its tape index among the constants.
    private mutating func constant(_ value: JSONValue) -> Int32 {
        let index = nextConstant
        constants.append(value)
        nextConstant += SchemaCompiler.tapeLength(value)
        return Int32(index)
    }

    private static func tapeLength(_ value: JSONValue) -> Int {
        switch value {
        case .array(let items): items.reduce(1) { $0 + tapeLength($1) }
        case .object(let members): members.reduce(1) { $0 + 1 + tapeLength($1.value) }
        default: 1
        }
    }

    mutating func constantKeywords(_ context: inout Context) throws(SchemaError) {
        if let value = context.place.value["const"] {
            let place = try report(context, "const", "is not the one value allowed")
            if case .string = value {
                try oneOf([value], "/const", place, &context)
            } else {
                context.any.append(Instruction(operation: .constant, first: constant(value), place: place))
            }
        }
        guard let value = context.place.value["enum"] else { return }
        guard case .array(let values) = value else { throw context.error("/enum", "must be a list") }
        try oneOf(values, "/enum", try report(context, "enum", "is not one of the values allowed"), &context)
    }

    private mutating func oneOf(
        _ values: [JSONValue],
        _ pointer: String,
        _ place: Int32,
        _ context: inout Context
    ) throws(SchemaError) {
        var texts: [[UInt8]] = []
        var seen: Set<[UInt8]> = []
        var others: [Int32] = []
        for value in values {
            if case .string(let text) = value {
                let bytes = Array(text.utf8)
                if seen.insert(bytes).inserted { texts.append(bytes) }
            } else {
                others.append(constant(value))
            }
        }
        guard let strings = parts.nameTables.table(of: texts) else {
            throw context.error(pointer, "its values collide")
        }
        let firstOther = Int32(parts.lists.count)
        parts.lists += others
        parts.enums.append(EnumTable(strings: strings, firstOther: firstOther, otherCount: Int32(others.count)))
        let index = Int32(parts.enums.count - 1)
        context.any.append(Instruction(operation: .oneOfValues, first: index, place: place))
    }

    mutating func numberKeywords(_ context: inout Context) throws(SchemaError) {
        let rules: [(String, Instruction.Operation, String)] = [
            ("minimum", .minimum, "is less than"), ("maximum", .maximum, "is greater than"),
            ("exclusiveMinimum", .exclusiveMinimum, "is not greater than"),
            ("exclusiveMaximum", .exclusiveMaximum, "is not less than"),
            ("multipleOf", .multipleOf, "is not a multiple of"),
        ]
        for (keyword, operation, words) in rules {
            guard let value = context.place.value[keyword] else { continue }
            guard case .number(let text) = value else { throw context.error("/" + keyword, "must be a number") }
            let bytes = Array(text.utf8)
            let exact = ExactDecimal(bytes.span, 0, bytes.count)
            if operation == .multipleOf {
                guard !exact.isZero, !exact.isNegative else {
                    throw context.error("/multipleOf", "must be greater than zero")
                }
                guard exact.precision <= 18 else {
                    throw context.error("/multipleOf", "has more than 18 significant digits, which is not supported")
                }
            }
            parts.bounds.append(NumberBound(small: exact.int64, exact: exact))
            let place = try report(context, keyword, "\(words) \(text)")
            let index = Int32(parts.bounds.count - 1)
            context.numbers.append(Instruction(operation: operation, first: index, place: place))
        }
    }

    mutating func stringKeywords(_ context: inout Context) throws(SchemaError) {
        if let limit = try count(context, "minLength") {
            let place = try report(context, "minLength", "is shorter than \(limit) \(plural(limit, "character"))")
            context.strings.append(Instruction(operation: .minLength, first: limit, place: place))
        }
        if let limit = try count(context, "maxLength") {
            let place = try report(context, "maxLength", "is longer than \(limit) \(plural(limit, "character"))")
            context.strings.append(Instruction(operation: .maxLength, first: limit, place: place))
        }
        guard let value = context.place.value["pattern"] else { return }
        guard case .string(let source) = value else { throw context.error("/pattern", "must be a string") }
        let index = try pattern(source, context, "/pattern")
        let place = try report(context, "pattern", "is not written as the pattern demands")
        context.strings.append(Instruction(operation: .pattern, first: index, place: place))
    }

    mutating func format(_ context: inout Context) throws(SchemaError) {
        guard let value = context.place.value["format"] else { return }
        guard case .string(let name) = value else { throw context.error("/format", "must be a string") }
        guard options.assertFormats || context.dialect.assertsFormats, let kind = Format.Kind(rawValue: name) else {
            return
        }
        parts.formats.append(kind)
        let place = try report(context, "format", "is not written as the format \(name) demands")
        let index = Int32(parts.formats.count - 1)
        context.strings.append(Instruction(operation: .format, first: index, place: place))
    }

    func plural(_ count: Int32, _ word: String) -> String { count == 1 ? word : word + "s" }
}

// SPDX-License-Identifier: Apache-2.0

/// Finds which fields of a contract a CEL rule reads, and that they exist.
struct CELFields {
    private(set) var touches: Set<Touch> = []
    /// What each slot may stand for; nil when it is no field of the message.
    private var slots: [[Shape]]

    private init(_ shape: Shape) {
        slots = [[shape]]
    }

    /// The fields read by a rule standing on the shape.
    static func read(by expression: CELExpression, on shape: Shape) throws(FieldError) -> Set<Touch> {
        var fields = CELFields(shape)
        fields.use(try fields.trace(expression), .whole)
        return fields.touches
    }

    private mutating func use(_ shapes: [Shape], _ depth: Touch.Depth) {
        for shape in shapes { touches.insert(Touch(pattern: shape.pattern, depth: depth)) }
    }

    /// Notes what the parts of the expression read; returns the fields its own value may be.
    private mutating func trace(_ expression: CELExpression) throws(FieldError) -> [Shape] {
        switch expression {
        case .literal: return []
        case .variable(let slot): return slots[slot]
        case .select(let operand, let name): return try members(name, of: try trace(operand))
        case .has(let operand, let name):
            use(try members(name, of: try trace(operand)), .presence)
            return []
        case .index(let operand, let index): return try element(of: operand, at: index)
        case .conditional(let condition, let yes, let no):
            try useAll([condition])
            return try trace(yes) + trace(no)
        case .list(let elements): try useAll(elements)
        case .not(let operand), .negate(let operand), .matches(let operand, _): try useAll([operand])
        case .and(let left, let right), .or(let left, let right), .binary(_, let left, let right):
            try useAll([left, right])
        case .call(.size, let arguments):
            for argument in arguments { use(try trace(argument), .presence) }
        case .call(_, let arguments): try useAll(arguments)
        case .quantified(_, let range, let slot, let predicate):
            let ranges = try trace(range)
            use(ranges, .presence)
            slots.removeSubrange(min(slot, slots.count)...)
            // A map's macro runs over its keys, which are no fields.
            slots.append(ranges.filter { $0.kind == .array }.flatMap(\.items))
            try useAll([predicate])
        }
        return []
    }

    private mutating func useAll(_ expressions: [CELExpression]) throws(FieldError) {
        for expression in expressions { use(try trace(expression), .whole) }
    }

    private func members(_ name: String, of shapes: [Shape]) throws(FieldError) -> [Shape] {
        var found: [Shape] = []
        for shape in shapes {
            guard let child = shape.child(shape.kind == .map ? "*" : name), shape.kind != .array else {
                throw FieldError(name: name, node: shape.pattern)
            }
            found.append(child)
        }
        return found
    }

    private mutating func element(of operand: CELExpression, at index: CELExpression) throws(FieldError) -> [Shape] {
        let shapes = try trace(operand)
        if case .literal(.string(let name)) = index { return try members(name, of: shapes) }
        try useAll([index])
        // An index worked out at run time may reach any member of an object.
        use(shapes.filter { $0.kind == .object }, .whole)
        return shapes.flatMap(\.items)
    }
}

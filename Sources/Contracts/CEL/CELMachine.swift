// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// Works out one rule on one node, counting its steps.
///
/// Errors follow CEL: `&&`, `||`, `all` and `exists` absorb an error when the other side decides the answer.
struct CELMachine {
    /// Steps one rule may take on one node.
    static let budget = 100_000

    /// Steps left.
    private(set) var left: Int
    private var slots: [CELValue]

    init(this: CELValue, budget: Int = CELMachine.budget) {
        slots = [this]
        left = budget
    }

    /// The answer of a rule, which must be true or false.
    mutating func decide(_ expression: CELExpression) throws(CELError) -> Bool {
        guard case .bool(let answer) = try evaluate(expression) else { throw .noSuchOverload }
        return answer
    }

    mutating func spend(_ steps: Int) throws(CELError) {
        left -= steps
        guard left >= 0 else { throw .tooCostly }
    }

    mutating func evaluate(_ expression: CELExpression) throws(CELError) -> CELValue {
        try spend(1)
        switch expression {
        case .literal(let value): return value
        case .variable(let slot): return slots[slot]
        case .list(let elements):
            var values: [CELValue] = []
            for element in elements { values.append(try evaluate(element)) }
            return .list(values)
        case .select(let operand, let name): return try select(try evaluate(operand), name)
        case .has(let operand, let name):
            guard case .map(let node) = try evaluate(operand) else { throw .noSuchOverload }
            return .bool(node[name] != nil)
        case .index(let operand, let index): return try self.index(try evaluate(operand), try evaluate(index))
        case .not(let operand): return .bool(!(try decide(operand)))
        case .negate(let operand): return try negate(try evaluate(operand))
        case .and(let left, let right): return try combine(left, right, decisive: false)
        case .or(let left, let right): return try combine(left, right, decisive: true)
        case .conditional(let condition, let yes, let no): return try evaluate(try decide(condition) ? yes : no)
        case .binary(let symbol, let left, let right):
            return try binary(symbol, try evaluate(left), try evaluate(right))
        case .call(let function, let arguments):
            var values: [CELValue] = []
            for argument in arguments { values.append(try evaluate(argument)) }
            return try call(function, values)
        case .matches(let text, let pattern):
            guard case .string(let text) = try evaluate(text) else { throw .noSuchOverload }
            try spend(text.utf8.count / 16)
            return .bool(pattern.matches(text))
        case .quantified(let quantifier, let range, let slot, let predicate):
            return try quantify(quantifier, try evaluate(range), slot, predicate)
        }
    }

    private mutating func combine(
        _ left: CELExpression,
        _ right: CELExpression,
        decisive: Bool
    ) throws(CELError) -> CELValue {
        let first = try attempt(left)
        if case .success(decisive) = first { return .bool(decisive) }
        let second = try attempt(right)
        if case .success(decisive) = second { return .bool(decisive) }
        _ = try first.get()
        return .bool(try second.get())
    }

    /// The answer or the error as a value; only exhaustion is thrown.
    private mutating func attempt(_ expression: CELExpression) throws(CELError) -> Result<Bool, CELError> {
        do {
            return .success(try decide(expression))
        } catch .tooCostly {
            throw .tooCostly
        } catch {
            return .failure(error)
        }
    }

    private mutating func quantify(
        _ quantifier: CELExpression.Quantifier,
        _ range: CELValue,
        _ slot: Int,
        _ predicate: CELExpression
    ) throws(CELError) -> CELValue {
        let items: [CELValue]
        if case .map(let node) = range {
            items = node.members.map { .string($0.name) }
        } else if let elements = range.elements {
            items = elements
        } else {
            throw .noSuchOverload
        }
        try spend(items.count)
        let decisive = quantifier == .exists
        var failure: CELError?
        for item in items {
            bind(item, slot)
            switch try attempt(predicate) {
            case .success(decisive): return .bool(decisive)
            case .success: continue
            case .failure(let error): failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return .bool(!decisive)
    }

    private mutating func bind(_ value: CELValue, _ slot: Int) {
        slots.removeSubrange(min(slot, slots.count)...)
        slots.append(value)
    }

    private func select(_ value: CELValue, _ name: String) throws(CELError) -> CELValue {
        guard case .map(let node) = value else { throw .noSuchOverload }
        guard let member = node[name] else { throw .noSuchMember }
        return CELValue(member)
    }

    private func index(_ value: CELValue, _ index: CELValue) throws(CELError) -> CELValue {
        switch (value, index) {
        case (.map(let node), .string(let name)):
            guard let member = node[name] else { throw .noSuchMember }
            return CELValue(member)
        case (.list, .int), (.array, .int), (.list, .double), (.array, .double):
            guard let position = index.exactInteger, position >= 0 else { throw .indexOutOfRange }
            if case .array(let node) = value {
                guard let place = Int(exactly: position), let element = node[place] else { throw .indexOutOfRange }
                return CELValue(element)
            }
            guard case .list(let elements) = value, position < elements.count else { throw .indexOutOfRange }
            return elements[Int(position)]
        default: throw .noSuchOverload
        }
    }

    private func negate(_ value: CELValue) throws(CELError) -> CELValue {
        switch value {
        case .int(let number):
            guard number != .min else { throw .overflow }
            return .int(-number)
        case .double(let number): return .double(-number)
        default: throw .noSuchOverload
        }
    }
}

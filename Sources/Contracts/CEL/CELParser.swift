// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// Builds the expression of a rule by recursive descent, loosest operators first.
struct CELParser {
    /// The longest rule, in bytes.
    static let maxLength = 4_096
    private static let maxDepth = 48

    private let tokens: [CELToken]
    private var position = 0
    private var depth = 0
    /// Names in scope, innermost last; the index is the slot.
    private var scope: [String] = ["this"]

    private init(_ tokens: [CELToken]) {
        self.tokens = tokens
    }

    /// Parses a whole expression.
    static func parse(_ text: String) throws(CELSyntaxError) -> CELExpression {
        guard text.utf8.count <= maxLength else {
            throw CELSyntaxError(offset: maxLength, reason: "the rule is longer than \(maxLength) bytes")
        }
        var parser = CELParser(try CELLexer.tokens(text))
        let expression = try parser.expression()
        guard parser.current.kind == .end else { throw parser.fail("the expression should end here") }
        return expression
    }

    private var current: CELToken { tokens[min(position, tokens.count - 1)] }

    private func fail(_ reason: String) -> CELSyntaxError {
        CELSyntaxError(offset: current.offset, reason: reason)
    }

    private mutating func take(_ sign: String) -> Bool {
        guard current.kind == .sign(sign) else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ sign: String) throws(CELSyntaxError) {
        guard take(sign) else { throw fail("\(sign) is expected here") }
    }

    // MARK: operators

    private mutating func expression() throws(CELSyntaxError) -> CELExpression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= CELParser.maxDepth else { throw fail("the rule is nested too deeply") }
        let condition = try disjunction()
        guard take("?") else { return condition }
        let yes = try disjunction()
        try expect(":")
        return .conditional(condition, yes, try expression())
    }

    private mutating func disjunction() throws(CELSyntaxError) -> CELExpression {
        var left = try conjunction()
        while take("||") { left = .or(left, try conjunction()) }
        return left
    }

    private mutating func conjunction() throws(CELSyntaxError) -> CELExpression {
        var left = try relation()
        while take("&&") { left = .and(left, try relation()) }
        return left
    }

    private static let relations: [String: CELExpression.Operator] = [
        "==": .equal, "!=": .notEqual, "<": .less, "<=": .lessOrEqual, ">": .greater, ">=": .greaterOrEqual,
    ]

    private mutating func relation() throws(CELSyntaxError) -> CELExpression {
        var left = try addition()
        while true {
            if case .sign(let sign) = current.kind, let relation = CELParser.relations[sign] {
                position += 1
                left = .binary(relation, left, try addition())
            } else if current.kind == .identifier("in") {
                position += 1
                left = .binary(.isIn, left, try addition())
            } else {
                return left
            }
        }
    }

    private mutating func addition() throws(CELSyntaxError) -> CELExpression {
        var left = try unary()
        while true {
            if take("+") {
                left = .binary(.add, left, try unary())
            } else if take("-") {
                left = .binary(.subtract, left, try unary())
            } else {
                return left
            }
        }
    }

    private mutating func unary() throws(CELSyntaxError) -> CELExpression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= CELParser.maxDepth else { throw fail("the rule is nested too deeply") }
        if take("!") { return .not(try unary()) }
        guard take("-") else { return try member() }
        // The most negative integer has no positive twin, so the sign belongs to the literal.
        switch current.kind {
        case .int(let value):
            guard value <= UInt64(Int64.max) + 1 else { throw fail("this number is too large") }
            position += 1
            return try suffixes(.literal(.int(Int64(truncatingIfNeeded: 0 &- value))))
        case .double(let value):
            position += 1
            return try suffixes(.literal(.double(-value)))
        default:
            return .negate(try unary())
        }
    }

    // MARK: members, calls and macros

    private mutating func member() throws(CELSyntaxError) -> CELExpression {
        try suffixes(try primary())
    }

    private mutating func suffixes(_ start: CELExpression) throws(CELSyntaxError) -> CELExpression {
        var expression = start
        var length = 0
        while true {
            length += 1
            guard length <= CELParser.maxDepth else { throw fail("the rule is nested too deeply") }
            if take(".") {
                guard case .identifier(let name) = current.kind, name != "in" else {
                    throw fail("a field name is expected")
                }
                position += 1
                expression = take("(") ? try method(name, on: expression) : .select(expression, name)
            } else if take("[") {
                expression = .index(expression, try self.expression())
                try expect("]")
            } else {
                return expression
            }
        }
    }

    private mutating func primary() throws(CELSyntaxError) -> CELExpression {
        let token = current
        position += 1
        switch token.kind {
        case .int(let value):
            guard let int = Int64(exactly: value) else { throw fail("this number is too large") }
            return .literal(.int(int))
        case .double(let value): return .literal(.double(value))
        case .string(let text): return .literal(.string(text))
        case .sign("("):
            let inner = try expression()
            try expect(")")
            return inner
        case .sign("["): return .list(try arguments(until: "]"))
        case .identifier(let name): return try named(name, token)
        default:
            position -= 1
            throw fail("a value is expected here")
        }
    }

    private mutating func named(_ name: String, _ token: CELToken) throws(CELSyntaxError) -> CELExpression {
        switch name {
        case "true": return .literal(.bool(true))
        case "false": return .literal(.bool(false))
        case "null": return .literal(.null)
        default: break
        }
        if take("(") { return try function(name) }
        guard let slot = scope.lastIndex(of: name) else {
            throw CELSyntaxError(
                offset: token.offset,
                reason: "there is nothing of this name; fields are read as this.\(name)"
            )
        }
        return .variable(slot)
    }

    private mutating func arguments(until close: String) throws(CELSyntaxError) -> [CELExpression] {
        var list: [CELExpression] = []
        while !take(close) {
            list.append(try expression())
            if take(close) { break }
            try expect(",")
        }
        return list
    }

    private mutating func function(_ name: String) throws(CELSyntaxError) -> CELExpression {
        let arguments = try arguments(until: ")")
        switch (name, arguments.count) {
        case ("has", 1):
            guard case .select(let operand, let member) = arguments[0] else {
                throw fail("has() takes a field, as in has(this.a)")
            }
            return .has(operand, member)
        case ("size", 1): return .call(.size, arguments)
        case ("timestamp", 1): return .call(.timestamp, arguments)
        case ("duration", 1): return .call(.duration, arguments)
        case ("matches", 2): return try matches(arguments[0], arguments[1])
        default: throw fail("this subset of CEL has no such function")
        }
    }

    private mutating func method(_ name: String, on target: CELExpression) throws(CELSyntaxError) -> CELExpression {
        if let quantifier = ["all": CELExpression.Quantifier.all, "exists": .exists][name] {
            return try macro(quantifier, over: target)
        }
        let arguments = try arguments(until: ")")
        switch (name, arguments.count) {
        case ("size", 0): return .call(.size, [target])
        case ("startsWith", 1): return .call(.startsWith, [target] + arguments)
        case ("endsWith", 1): return .call(.endsWith, [target] + arguments)
        case ("contains", 1): return .call(.contains, [target] + arguments)
        case ("matches", 1): return try matches(target, arguments[0])
        default: throw fail("this subset of CEL has no such function")
        }
    }

    private mutating func macro(
        _ quantifier: CELExpression.Quantifier,
        over range: CELExpression
    ) throws(CELSyntaxError) -> CELExpression {
        guard case .identifier(let name) = current.kind, !["this", "in", "true", "false", "null"].contains(name) else {
            throw fail("the name of the item is expected, as in all(x, …)")
        }
        position += 1
        try expect(",")
        scope.append(name)
        defer { scope.removeLast() }
        let slot = scope.count - 1
        let predicate = try expression()
        try expect(")")
        return .quantified(quantifier, range: range, slot: slot, predicate)
    }

    private func matches(_ text: CELExpression, _ pattern: CELExpression) throws(CELSyntaxError) -> CELExpression {
        guard case .literal(.string(let source)) = pattern else {
            throw fail("matches() takes a pattern written as text")
        }
        guard let compiled = try? Pattern(source) else { throw fail("the pattern cannot be matched in linear time") }
        return .matches(text, compiled)
    }
}

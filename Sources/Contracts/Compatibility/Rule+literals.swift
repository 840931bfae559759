// SPDX-License-Identifier: Apache-2.0

import JSONSchema

extension Rule {
    /// The numbers and texts the rule itself names, and the numbers beside them.
    var literals: [JSONValue] {
        let named: [JSONValue] =
            switch body {
            case .fragment(let fragment, _): fragment.scalars
            case .cel(let expression, _): expression.scalars
            case .check, .bound: []
            }
        return named.flatMap { value -> [JSONValue] in
            guard let number = value.asInteger, abs(number) < 1_000_000_000 else { return [value] }
            return [value, .integer(number + 1), .integer(number - 1)]
        }
    }
}

extension JSONValue {
    fileprivate var scalars: [JSONValue] {
        switch self {
        case .null: []
        case .bool, .number, .string: [self]
        case .array(let elements): elements.flatMap(\.scalars)
        case .object(let members): members.flatMap(\.value.scalars)
        }
    }
}

extension CELExpression {
    fileprivate var scalars: [JSONValue] {
        switch self {
        case .literal(let value): value.asScalar.map { [$0] } ?? []
        case .variable: []
        case .list(let parts), .call(_, let parts): parts.flatMap(\.scalars)
        case .select(let part, _), .has(let part, _), .not(let part), .negate(let part): part.scalars
        case .matches(let part, _): part.scalars
        case .index(let one, let two), .and(let one, let two), .or(let one, let two), .binary(_, let one, let two):
            one.scalars + two.scalars
        case .conditional(let condition, let yes, let no): condition.scalars + yes.scalars + no.scalars
        case .quantified(_, let range, _, let predicate): range.scalars + predicate.scalars
        }
    }
}

extension CELValue {
    fileprivate var asScalar: JSONValue? {
        switch self {
        case .bool(let flag): .bool(flag)
        case .int(let number): .integer(number)
        case .double(let number): .number(String(number))
        case .string(let text): .string(text)
        default: nil
        }
    }
}

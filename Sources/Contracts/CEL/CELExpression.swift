// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// A parsed rule: the part of the Common Expression Language that contracts may use.
indirect enum CELExpression: Sendable {
    enum Operator: Sendable {
        case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, isIn, add, subtract
    }

    enum Function: String, Sendable {
        case size, startsWith, endsWith, contains, timestamp, duration
    }

    enum Quantifier: Sendable {
        case all, exists
    }

    case literal(CELValue)
    /// Slot 0 is `this`; macros bind the slots above.
    case variable(Int)
    case list([CELExpression])
    case select(CELExpression, String)
    case has(CELExpression, String)
    case index(CELExpression, CELExpression)
    case not(CELExpression)
    case negate(CELExpression)
    case and(CELExpression, CELExpression)
    case or(CELExpression, CELExpression)
    case conditional(CELExpression, CELExpression, CELExpression)
    case binary(Operator, CELExpression, CELExpression)
    case call(Function, [CELExpression])
    case matches(CELExpression, Pattern)
    case quantified(Quantifier, range: CELExpression, slot: Int, CELExpression)
}

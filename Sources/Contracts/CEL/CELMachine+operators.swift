// SPDX-License-Identifier: Apache-2.0

import JSONSchema

extension CELMachine {
    mutating func binary(
        _ symbol: CELExpression.Operator,
        _ left: CELValue,
        _ right: CELValue
    ) throws(CELError) -> CELValue {
        switch symbol {
        case .equal: return .bool(try equal(left, right))
        case .notEqual: return .bool(!(try equal(left, right)))
        case .less: return .bool(try order(left, right) == .before)
        case .greater: return .bool(try order(left, right) == .after)
        case .lessOrEqual: return .bool([.before, .same].contains(try order(left, right)))
        case .greaterOrEqual: return .bool([.after, .same].contains(try order(left, right)))
        case .isIn: return .bool(try contains(right, left))
        case .add: return try add(left, right)
        case .subtract: return try subtract(left, right)
        }
    }

    /// Values of different types are unequal, but int and double are compared as numbers.
    mutating func equal(_ left: CELValue, _ right: CELValue) throws(CELError) -> Bool {
        try spend(1)
        switch (left, right) {
        case (.null, .null): return true
        case (.bool(let a), .bool(let b)): return a == b
        case (.string(let a), .string(let b)):
            try spend(min(a.utf8.count, b.utf8.count) / 16)
            return a.utf8.elementsEqual(b.utf8)
        case (.timestamp(let a), .timestamp(let b)): return a == b
        case (.duration(let a), .duration(let b)): return a == b
        case (.int, .int), (.double, .double), (.int, .double), (.double, .int):
            return try order(left, right) == .same
        case (.map(let a), .map(let b)): return try equalMaps(a, b)
        default:
            guard let a = left.elements, let b = right.elements, a.count == b.count else { return false }
            for (one, other) in zip(a, b) where !(try equal(one, other)) { return false }
            return true
        }
    }

    private mutating func equalMaps(_ left: JSONNode, _ right: JSONNode) throws(CELError) -> Bool {
        guard left.count == right.count else { return false }
        for (name, value) in left.members {
            guard let other = right[name], try equal(CELValue(value), CELValue(other)) else { return false }
        }
        return true
    }

    private mutating func contains(_ range: CELValue, _ value: CELValue) throws(CELError) -> Bool {
        if case .map(let node) = range {
            guard case .string(let name) = value else { return false }
            return node[name] != nil
        }
        guard let elements = range.elements else { throw .noSuchOverload }
        for element in elements where try equal(element, value) { return true }
        return false
    }

    /// `unordered` is what comparing with not-a-number gives.
    enum Order { case before, same, after, unordered }

    private mutating func order(_ left: CELValue, _ right: CELValue) throws(CELError) -> Order {
        switch (left, right) {
        case (.int(let a), .int(let b)): return Order(a, b)
        case (.double(let a), .double(let b)): return Order(a, b)
        case (.int(let a), .double(let b)): return Order(a, b)
        case (.double(let a), .int(let b)): return Order(b, a).reversed
        case (.timestamp(let a), .timestamp(let b)): return Order(a, b)
        case (.duration(let a), .duration(let b)): return Order(a, b)
        case (.bool(let a), .bool(let b)): return Order(a ? 1 : 0, b ? 1 : 0)
        case (.string(let a), .string(let b)):
            try spend(min(a.utf8.count, b.utf8.count) / 16)
            if a.utf8.elementsEqual(b.utf8) { return .same }
            return a.utf8.lexicographicallyPrecedes(b.utf8) ? .before : .after
        default: throw .noSuchOverload
        }
    }

    private mutating func add(_ left: CELValue, _ right: CELValue) throws(CELError) -> CELValue {
        switch (left, right) {
        case (.int(let a), .int(let b)):
            let (sum, overflow) = a.addingReportingOverflow(b)
            guard !overflow else { throw .overflow }
            return .int(sum)
        case (.double(let a), .double(let b)): return .double(a + b)
        // JSON does not tell 5 from 5.0, so a number field may arrive as either.
        case (.int(let a), .double(let b)), (.double(let b), .int(let a)): return .double(Double(a) + b)
        case (.string(let a), .string(let b)):
            try spend((a.utf8.count + b.utf8.count) / 16)
            return .string(a + b)
        case (.timestamp(let a), .duration(let b)), (.duration(let b), .timestamp(let a)):
            return try instant(a.nanoseconds + b.nanoseconds)
        case (.duration(let a), .duration(let b)): return try span(a.nanoseconds + b.nanoseconds)
        default:
            guard let a = left.elements, let b = right.elements else { throw .noSuchOverload }
            try spend(a.count + b.count)
            return .list(a + b)
        }
    }

    private mutating func subtract(_ left: CELValue, _ right: CELValue) throws(CELError) -> CELValue {
        switch (left, right) {
        case (.int(let a), .int(let b)):
            let (difference, overflow) = a.subtractingReportingOverflow(b)
            guard !overflow else { throw .overflow }
            return .int(difference)
        case (.double(let a), .double(let b)): return .double(a - b)
        case (.int(let a), .double(let b)): return .double(Double(a) - b)
        case (.double(let a), .int(let b)): return .double(a - Double(b))
        case (.timestamp(let a), .timestamp(let b)): return try span(a.nanoseconds - b.nanoseconds)
        case (.timestamp(let a), .duration(let b)): return try instant(a.nanoseconds - b.nanoseconds)
        case (.duration(let a), .duration(let b)): return try span(a.nanoseconds - b.nanoseconds)
        default: throw .noSuchOverload
        }
    }

    private func instant(_ nanoseconds: Int128) throws(CELError) -> CELValue {
        guard let instant = Instant(nanoseconds: nanoseconds) else { throw .overflow }
        return .timestamp(instant)
    }

    private func span(_ nanoseconds: Int128) throws(CELError) -> CELValue {
        guard let span = TimeSpan(nanoseconds: nanoseconds) else { throw .overflow }
        return .duration(span)
    }
}

extension CELMachine.Order {
    init<Value: Comparable>(_ left: Value, _ right: Value) {
        self = left < right ? .before : left > right ? .after : left == right ? .same : .unordered
    }

    /// Compares exactly: a double near 2^63 must not be rounded into equality.
    init(_ left: Int64, _ right: Double) {
        if right.isNaN {
            self = .unordered
        } else if right >= 9_223_372_036_854_775_808 {
            self = .before
        } else if right < -9_223_372_036_854_775_808 {
            self = .after
        } else {
            let floor = right.rounded(.down)
            let whole = Int64(floor)
            self = left == whole ? (floor < right ? .before : .same) : left < whole ? .before : .after
        }
    }

    var reversed: Self {
        switch self {
        case .before: .after
        case .after: .before
        case .same, .unordered: self
        }
    }
}

extension CELValue {
    /// The number when it is a whole one that fits.
    var exactInteger: Int64? {
        switch self {
        case .int(let number): number
        case .double(let number): Int64(exactly: number)
        default: nil
        }
    }
}

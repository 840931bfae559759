// SPDX-License-Identifier: Apache-2.0

import JSONSchema

extension CELMachine {
    mutating func call(_ function: CELExpression.Function, _ values: [CELValue]) throws(CELError) -> CELValue {
        switch (function, values.first, values.dropFirst().first) {
        case (.size, let value?, _): return .int(Int64(try size(value)))
        case (.timestamp, .timestamp(let instant)?, _): return .timestamp(instant)
        case (.timestamp, .string(let text)?, _):
            guard let instant = Instant(rfc3339: text) else { throw .badTime }
            return .timestamp(instant)
        case (.duration, .duration(let span)?, _): return .duration(span)
        case (.duration, .string(let text)?, _):
            guard let span = TimeSpan(text) else { throw .badTime }
            return .duration(span)
        case (_, .string(let text)?, .string(let other)?):
            return .bool(try compare(function, Array(text.utf8), Array(other.utf8)))
        default: throw .noSuchOverload
        }
    }

    /// Text is measured in code points.
    private mutating func size(_ value: CELValue) throws(CELError) -> Int {
        switch value {
        case .string(let text):
            try spend(text.utf8.count / 16)
            return text.unicodeScalars.count
        case .list(let elements): return elements.count
        case .array(let node), .map(let node): return node.count
        default: throw .noSuchOverload
        }
    }

    private mutating func compare(
        _ function: CELExpression.Function,
        _ text: [UInt8],
        _ other: [UInt8]
    ) throws(CELError) -> Bool {
        try spend((text.count + other.count) / 16)
        switch function {
        case .startsWith: return text.starts(with: other)
        case .endsWith: return text.reversed().starts(with: other.reversed())
        case .contains:
            // Each place may compare the whole of the shorter text.
            try spend(text.count / 16 * other.count / 16)
            return other.isEmpty || text.firstRange(of: other) != nil
        case .size, .timestamp, .duration: throw .noSuchOverload
        }
    }
}

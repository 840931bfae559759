// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSONSchema
import Testing

@testable import Contracts

/// The conformance suite of google/cel-spec, as far as it lies in the subset.
struct CELSuiteTests {
    /// A case without variables whose answer is a truth value, an integer or an error.
    struct Case {
        let name: String
        let expression: String
        let expected: String
    }

    private static let files = [
        "basic", "comparisons", "integer_math", "lists", "logic", "macros", "parse", "string", "timestamps",
    ]

    /// Cases that need what the subset leaves out although their text parses, or where it differs on purpose.
    private static func isOutside(_ test: Case) -> Bool {
        // The message's `this` is a name here; bool and string conversions of times are left out.
        test.expression.contains("this")
    }

    @Test func `cases within the subset give the suite's answers`() throws {
        guard let suite = Checkout.shared("suites/cel") else {
            return print("skipped: no CEL suite beside the checkout")
        }
        var passed = 0
        var outside = 0
        for file in CELSuiteTests.files {
            let text = try String(contentsOf: suite.appending(path: "\(file).textproto"), encoding: .utf8)
            for test in CELSuiteTests.cases(text) {
                guard !CELSuiteTests.isOutside(test), let expression = try? CELParser.parse(test.expression) else {
                    outside += 1
                    continue
                }
                let answer = try CELSuiteTests.answer(expression)
                #expect(answer == test.expected, "\(file) \(test.name): \(test.expression)")
                passed += answer == test.expected ? 1 : 0
            }
        }
        print("cel suite: \(passed) cases agree, \(outside) lie outside the subset")
        #expect(passed > 150)
    }

    private static func answer(_ expression: CELExpression) throws -> String {
        var machine = CELMachine(this: .null)
        do {
            switch try machine.evaluate(expression) {
            case .bool(let flag): return "\(flag)"
            case .int(let number): return "\(number)"
            default: return "other"
            }
        } catch {
            return "error"
        }
    }

    private static func cases(_ text: String) -> [Case] {
        text.components(separatedBy: "\n  test").dropFirst().compactMap { block in
            guard !block.contains("bindings"), !block.contains("type_env"), !block.contains("container:"),
                !block.contains("check_only"), let name = value(of: "name", in: block),
                let expression = value(of: "expr", in: block), let expected = expected(block)
            else { return nil }
            return Case(name: name, expression: expression, expected: expected)
        }
    }

    private static func expected(_ block: String) -> String? {
        if block.contains("eval_error") { return "error" }
        if let match = block.firstMatch(of: #/value:? *\{\s*bool_value: *(true|false)/#) { return String(match.1) }
        if let match = block.firstMatch(of: #/value:? *\{\s*int64_value: *(-?[0-9]+)/#) { return String(match.1) }
        return nil
    }

    /// The first quoted text after the key, unescaped as protocol-buffer text is.
    private static func value(of key: String, in block: String) -> String? {
        guard let range = block.range(of: "\n    \(key): ") else { return nil }
        var rest = Array(block[range.upperBound...].utf8)[...]
        guard let quote = rest.popFirst(), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
        var out: [UInt8] = []
        while let byte = rest.popFirst(), byte != quote {
            guard byte == UInt8(ascii: "\\"), let escaped = rest.popFirst() else {
                out.append(byte)
                continue
            }
            switch escaped {
            case UInt8(ascii: "n"): out.append(0x0A)
            case UInt8(ascii: "t"): out.append(0x09)
            case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): out.append(escaped)
            default: return nil
            }
        }
        return String(bytes: out, encoding: .utf8)
    }
}

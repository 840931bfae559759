// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSONSchema
import Testing

@testable import Contracts

/// The conformance suite of google/cel-spec, as far as it lies in the subset.
struct CELSuiteTests {
    /// A case without variables whose answer is a single value or an error.
    struct Case {
        let name: String
        let expression: String
        let expected: String
    }

    private static let files = [
        "basic", "comparisons", "conversions", "fields", "fp_math", "integer_math", "lists", "logic", "macros",
        "macros2",
        "namespace", "parse", "string", "timestamps",
    ]

    /// Files without a case that lies in the subset, and why.
    private static let leftOut = [
        "bindings_ext": "cel.bind is an extension",
        "block_ext": "cel.block is an extension",
        "dynamic": "protocol-buffer wrapper types",
        "encoders_ext": "base64 is an extension",
        "enums": "protocol-buffer enums",
        "math_ext": "math functions are an extension",
        "network_ext": "addresses are an extension",
        "optionals": "optional values are an extension",
        "plumbing": "about the suite's own protocol",
        "proto2": "protocol-buffer messages",
        "proto2_ext": "protocol-buffer extensions",
        "proto3": "protocol-buffer messages",
        "string_ext": "text functions beyond the standard are an extension",
        "type_deduction": "asks the type checker, which the subset has not",
        "unknowns": "holds no case",
        "wrappers": "protocol-buffer wrapper types",
    ]

    /// Why a case whose text parses lies outside all the same.
    private static func reasonOutside(_ test: Case) -> String? {
        // The name of the message, which the suite uses for other things.
        if test.expression.contains("this") { return "says `this`" }
        return test.expression.contains(#/timestamp\([0-9]/#) ? "makes a time of a number" : nil
    }

    @Test func `cases within the subset give the suite's answers, and every file is accounted for`() throws {
        guard let suite = Checkout.shared("suites/cel") else {
            return print("skipped: no CEL suite beside the checkout")
        }
        let there = try FileManager.default.contentsOfDirectory(atPath: suite.path)
            .filter { $0.hasSuffix(".textproto") }.map { String($0.dropLast(10)) }
        #expect(Set(there) == Set(CELSuiteTests.files).union(CELSuiteTests.leftOut.keys))
        var passed = 0
        var outside: [String: Int] = [:]
        for file in CELSuiteTests.files {
            let text = try String(contentsOf: suite.appending(path: "\(file).textproto"), encoding: .utf8)
            let (cases, unread) = CELSuiteTests.cases(text)
            for reason in unread { outside[reason, default: 0] += 1 }
            for test in cases {
                if let reason = CELSuiteTests.reasonOutside(test) {
                    outside[reason, default: 0] += 1
                    continue
                }
                let expression: CELExpression
                do throws(CELSyntaxError) { expression = try CELParser.parse(test.expression) } catch {
                    outside[error.reason, default: 0] += 1
                    continue
                }
                let answer = try CELSuiteTests.answer(expression)
                #expect(answer == test.expected, "\(file) \(test.name): \(test.expression)")
                passed += answer == test.expected ? 1 : 0
            }
        }
        print("cel suite: \(passed) cases agree, \(outside.values.reduce(0, +)) lie outside the subset, by reason:")
        for (reason, count) in outside.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            print("  \(count) \(reason)")
        }
        for (file, reason) in CELSuiteTests.leftOut.sorted(by: <) { print("  \(file).textproto: \(reason)") }
        #expect(passed > 250)
    }

    private static func answer(_ expression: CELExpression) throws -> String {
        var machine = CELMachine(this: .null)
        do {
            return switch try machine.evaluate(expression) {
            case .bool(let flag): "bool \(flag)"
            case .int(let number): "int \(number)"
            case .double(let number): "double \(number)"
            case .string(let text): "string \(text)"
            case .null: "null"
            default: "other"
            }
        } catch {
            return "error"
        }
    }

    /// The cases of a file, and why others could not be read as one.
    private static func cases(_ text: String) -> (cases: [Case], unread: [String]) {
        var cases: [Case] = []
        var unread: [String] = []
        for block in text.components(separatedBy: "\n  test").dropFirst() {
            guard !block.contains("bindings"), !block.contains("type_env"), !block.contains("container:") else {
                unread.append("has variables or a container of types")
                continue
            }
            guard !block.contains("check_only"), let name = value(of: "name", in: block),
                let expression = value(of: "expr", in: block), let expected = expected(block)
            else {
                unread.append(
                    "answers with a type, list, map, unsigned number, bytes, time or message, or is not valid UTF-8"
                )
                continue
            }
            cases.append(Case(name: name, expression: expression, expected: expected))
        }
        return (cases, unread)
    }

    private static func expected(_ block: String) -> String? {
        if block.contains("eval_error") { return "error" }
        if let match = block.firstMatch(of: #/value:? *\{\s*bool_value: *(true|false)/#) { return "bool \(match.1)" }
        if let match = block.firstMatch(of: #/value:? *\{\s*int64_value: *(-?[0-9]+)/#) { return "int \(match.1)" }
        if block.firstMatch(of: #/value:? *\{\s*null_value/#) != nil { return "null" }
        if let match = block.firstMatch(of: #/value:? *\{\s*double_value: *(-?[0-9][0-9.eE+\-]*)/#) {
            return Double(match.1).map { "double \($0)" }
        }
        if let match = block.firstMatch(of: #/value:? *\{\s*string_value: *(?<text>["'].*)/#) {
            return unquoted(match.text).map { "string \($0)" }
        }
        return nil
    }

    /// The first quoted text after the key, unescaped as protocol-buffer text is.
    private static func value(of key: String, in block: String) -> String? {
        guard let range = block.range(of: "\n    \(key): ") else { return nil }
        return unquoted(block[range.upperBound...])
    }

    private static func unquoted(_ text: Substring) -> String? {
        var rest = Array(text.utf8)[...]
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

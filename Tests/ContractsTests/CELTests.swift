// SPDX-License-Identifier: Apache-2.0

import JSONSchema
import Testing

@testable import Contracts

struct CELTests {
    private static let record =
        #"{"a":1,"d":1.5,"s":"Zoë","n":null,"t":true,"list":[1,2,3],"objects":[{"k":"x","v":1},{"k":"y"}],"deep":{"b":{"c":"end"}},"at":"2026-11-20T09:00:00Z","later":"2026-11-20T12:30:00+01:00"}"#

    private func value(_ text: String, budget: Int = CELMachine.budget) throws -> CELValue {
        var machine = CELMachine(this: CELValue(try Samples.message(CELTests.record)), budget: budget)
        return try machine.evaluate(try CELParser.parse(text))
    }

    private func holds(_ text: String) throws -> Bool {
        guard case .bool(let answer) = try value(text) else { throw CELError.noSuchOverload }
        return answer
    }

    @Test(arguments: [
        "this.a == 1", "this.a == 1.0", "this.d > this.a", "this['a'] == 1", "this.deep.b.c == 'end'",
        "this.list[0] == 1",
        "this.list[2] == 3", "this.n == null", "this.n != 1", "has(this.a)", "has(this.n)", "!has(this.x)",
        "!has(this.deep.x)",
        "this.a in [3, 1]", "!('1' in [1])", "'k' in this.objects[0]", "size(this.s) == 3", "this.list.size() == 3",
        "this.s.startsWith('Zo')", "this.s.endsWith('ë')", "this.s.contains('o')", "this.s.matches('^Z.ë$')",
        "matches(this.s, 'o')", "this.list.all(x, x > 0)", "this.list.exists(x, x == 2)",
        "!this.list.exists(x, x == 9)",
        "this.objects.all(o, o.k != 'z')", "this.objects.exists(o, has(o.v) && o.v == 1)", "this.deep.all(k, k == 'b')",
        "this.list.all(x, this.list.exists(y, y == x))", "this.a + 1 == 2", "3 - this.a == 2", "-this.a < 0",
        "'a' + 'b' == 'ab'", "[1] + [2] == [1, 2]", "this.list == [1, 2, 3]", "this.t ? true : false",
        "!this.t || this.a == 1",
        "timestamp(this.later) > timestamp(this.at)",
        "timestamp(this.later) - timestamp(this.at) == duration('2h30m')",
        "timestamp(this.at) + duration('90m') < timestamp('2026-11-20T10:30:00.000000001Z')",
        "duration('1h') + duration('-30m') == duration('1800s')", "duration('1.5s') == duration('1500ms')",
        "'a' < 'b'", "false < true", "1 <= 1.5", "\"\\u00eb\" == 'ë'", "r'\\d' == '\\\\d'",
        "9223372036854775807 > 9.2e18",
        "!(9007199254740993 == 9007199254740992.0)", "// comment\n true", "this.d + this.a == 2.5",
        "this.list[this.a] == 2",
    ])
    func `expressions that hold`(_ text: String) throws { #expect(try holds(text)) }

    @Test(arguments: [
        ("this.x == 1", CELError.noSuchMember), ("this.list[3] == 1", .indexOutOfRange),
        ("this.list[-1] == 1", .indexOutOfRange),
        ("this.a < 'x'", .noSuchOverload), ("this.s + 1 == ''", .noSuchOverload), ("!this.a", .noSuchOverload),
        ("this.a ? true : false", .noSuchOverload), ("timestamp(this.s) < timestamp(this.at)", .badTime),
        ("duration('5') == duration('5s')", .badTime), ("9223372036854775807 + 1 > 0", .overflow),
        ("timestamp('9999-12-31T23:59:59Z') + duration('1s') == timestamp(this.at)", .overflow),
        ("this.a.b == 1", .noSuchOverload), ("this.n.b == 1", .noSuchOverload), ("has(this.a.b)", .noSuchOverload),
        ("size(this.a) == 1", .noSuchOverload), ("this.s.startsWith(1)", .noSuchOverload),
        ("this.a.all(x, true)", .noSuchOverload),
        ("1 in 2", .noSuchOverload),
    ])
    func `expressions that cannot be worked out`(_ text: String, _ error: CELError) throws {
        #expect(throws: error) { try holds(text) }
    }

    @Test func `and and or absorb an error the other side makes idle`() throws {
        #expect(try holds("this.x == 1 || true"))
        #expect(try holds("true || this.x == 1"))
        #expect(try !holds("this.x == 1 && false"))
        #expect(try !holds("false && this.x == 1"))
        #expect(throws: CELError.noSuchMember) { try holds("this.x == 1 && true") }
        #expect(throws: CELError.noSuchMember) { try holds("this.x == 1 || false") }
        #expect(try holds("this.objects.exists(o, o.v == 1)"))
        #expect(try !holds("this.objects.all(o, o.v == 9)"))
        #expect(throws: CELError.noSuchMember) { try holds("this.objects.all(o, o.v == 1)") }
    }

    @Test(arguments: [
        "", "this.", "this.a ==", "a == 1", "(this.a", "this.a == 'x", "1 * 2", "5 % 2", "{}", "{'a': 1}", "this.a = 1",
        "b'x' == b'x'",
        "1u", "f(this)", "this.a.f()", "has(this)", "has('x')", "this.list.all(this, true)", "this.list.all(1, true)",
        "this.s.matches(this.s)", "this.s.matches('(a)\\\\1')", "size()", "99999999999999999999", "'\\q'",
        "\"\\ud800\"", "this[", "1 2",
        "this.list.map(x, x)", "timestamp()", ".this", "this.in",
    ])
    func `texts outside the subset are refused`(_ text: String) {
        #expect(throws: CELSyntaxError.self) { try CELParser.parse(text) }
    }

    @Test func `hostile depth and length are refused, not suffered`() {
        for part in ["(", "!", "-", "[", "this.a["] {
            #expect(throws: CELSyntaxError.self) { try CELParser.parse(String(repeating: part, count: 3_000)) }
        }
        #expect(throws: CELSyntaxError.self) { try CELParser.parse("this" + String(repeating: ".a", count: 500)) }
        #expect(throws: CELSyntaxError.self) { try CELParser.parse(String(repeating: "1+", count: 4_000) + "1") }
    }

    @Test func `a costly rule stops, even behind or`() throws {
        let costly = "this.list.all(a, this.list.all(b, this.list.all(c, a + b + c > 0)))"
        #expect(try holds(costly))
        #expect(throws: CELError.tooCostly) { try value(costly, budget: 50) }
        #expect(throws: CELError.tooCostly) { try value("\(costly) || true", budget: 50) }
    }

    @Test(arguments: [
        ("2026-11-20T09:00:00Z", "2026-11-20T10:00:00+01:00"), ("2024-02-29T00:00:00Z", "2024-02-28T23:00:00-01:00"),
        ("1970-01-01T00:00:00.5Z", "1970-01-01T00:00:00.500000000z"), ("2026-12-31T23:59:60Z", "2027-01-01T00:00:00Z"),
    ])
    func `equal moments are equal`(_ one: String, _ other: String) {
        let moment = Instant(rfc3339: one)
        #expect(moment != nil && moment == Instant(rfc3339: other))
    }

    @Test(arguments: [
        "2026-11-20", "2026-11-20T09:00:00", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-11-20T24:00:00Z",
        "2026-11-20 09:00:00Z", "2026-11-20T09:00:00.Z", "2026-11-20T09:00:00+1:00", "2026-11-20T09:00:00Zx", "",
        "0000-01-01T00:00:00Z", "2026-11-20T09:00:00.1234567890Z",
    ])
    func `what is no moment is refused`(_ text: String) { #expect(Instant(rfc3339: text) == nil) }

    @Test func `the epoch is where it should be`() {
        #expect(Instant(rfc3339: "1970-01-01T00:00:00Z")?.nanoseconds == 0)
        #expect(Instant(rfc3339: "2000-03-01T00:00:00Z")?.nanoseconds == 951_868_800_000_000_000)
        #expect(Instant(rfc3339: "0001-01-01T00:00:00Z")?.nanoseconds == -62_135_596_800_000_000_000)
    }

    @Test func `an unguarded optional field fails its rule as not evaluated`() throws {
        let contract = try Samples.contract(
            property:
                "        - {name: a, logicalType: integer}\n        - {name: b, logicalType: integer, required: true}",
            rules: """
                    quality:
                      - {id: a_over_b, type: custom, engine: cel, description: A is over b., implementation: this.a > this.b}
                """
        )
        let absent = contract.validate(try Samples.message(#"{"b":1}"#))
        #expect(absent.errors.map(\.rule) == ["a_over_b"])
        #expect(
            absent.errors.first?.description
                == "A is over b. (the rule could not be evaluated: it reads a field that is absent)"
        )
        // A misshapen message reports its shape only.
        let misshapen = contract.validate(try Samples.message(#"{"a":1,"b":"x"}"#))
        #expect(misshapen.errors.map(\.rule) == ["type"])
    }
}

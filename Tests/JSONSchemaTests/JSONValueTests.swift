// SPDX-License-Identifier: Apache-2.0

import JSONSchema
import Testing

@Suite struct JSONValueTests {
    @Test func `a value written and read again is the same`() throws {
        let text = #"{"b":[1.50,-0,true,null,"a\"\\\u0001\n€"],"a":{},"c":[]}"#
        let first = try value(text)
        #expect(String(decoding: first.serialised(), as: UTF8.self) == text)
        #expect(try JSONValue(parsing: first.serialised()) == first)
    }

    @Test func `equality is by bytes and order`() throws {
        #expect(JSONValue.string("\u{E9}") != .string("e\u{301}"))
        #expect(try value("1.0") != value("1"))
        #expect(try value(#"{"a":1,"b":2}"#) != value(#"{"b":2,"a":1}"#))
        #expect(JSONValue.integer(42) == .number("42"))
        #expect(try value(#"{"a":1}"#)["a"] == .number("1"))
    }

    @Test func `canonical members are sorted by UTF-16 units`() throws {
        let sample = try value(
            #"{"\u20ac":"Euro Sign","\r":"CR","\ufb33":"Hebrew","1":"One","\ud83d\ude00":"Emoji","\u0080":"Control","\u00f6":"o"}"#
        )
        let names = try JSONValue(parsing: sample.canonical())
        guard case .object(let members) = names else { return #expect(Bool(false)) }
        #expect(
            members.map { $0.name.unicodeScalars.first?.value } == [0x0D, 0x31, 0x80, 0xF6, 0x20AC, 0x1F600, 0xFB33]
        )
    }

    @Test(arguments: [
        ("333333333.33333329", "333333333.3333333"), ("1E30", "1e+30"), ("4.50", "4.5"), ("2e-3", "0.002"),
        ("0.000000000000000000000000001", "1e-27"), ("-0", "0"), ("1e21", "1e+21"), ("1e20", "100000000000000000000"),
        ("123e-7", "0.0000123"), ("0.000001", "0.000001"), ("0.0000001", "1e-7"),
        ("9007199254740993", "9007199254740992"),
        ("-5e-324", "-5e-324"), ("1.7976931348623157e308", "1.7976931348623157e+308"), ("100", "100"),
        ("-12.5", "-12.5"),
        ("1e400", "1e400"),
    ])
    func `canonical numbers are those of ECMAScript`(text: String, expected: String) throws {
        #expect(String(decoding: try value(text).canonical(), as: UTF8.self) == expected)
    }
}

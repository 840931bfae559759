// SPDX-License-Identifier: Apache-2.0

import JSONSchema
import Testing

@Suite struct JSONDocumentTests {
    @Test func `a repeated member name is refused, also when written with an escape`() throws {
        #expect(fault(#"{"a":1,"a":2}"#) == JSONSyntaxError(offset: 7, reason: .duplicateName))
        #expect(fault(#"{"a":1,"\u0061":2}"#) == JSONSyntaxError(offset: 7, reason: .duplicateName))
        #expect(fault(#"{"a":{"a":1},"b":[{"a":1},{"a":2}]}"#) == nil)
        let bytes = Array(#"{"a":1,"a":2}"#.utf8)
        #expect(try JSONDocument(bytes, allowingDuplicateNames: true).root.count == 2)
    }

    @Test func `names that Unicode calls equivalent are different names`() throws {
        let node = try parse("{\"\u{E9}\":1,\"e\u{301}\":2}")
        #expect(node["\u{E9}"]?.integerValue == 1)
        #expect(node["e\u{301}"]?.integerValue == 2)
    }

    @Test(arguments: [3, 64, 65, 66, 500])
    func `a repeated name is found in objects of any size`(count: Int) {
        let members = (0..<count).map { #""name\#($0)":\#($0)"# }
        #expect(fault("{" + members.joined(separator: ",") + "}") == nil)
        let first = fault("{" + (members + [#""name0":1"#]).joined(separator: ",") + "}")
        let last = fault("{" + (members + [#""name\#(count - 1)":1"#]).joined(separator: ",") + "}")
        #expect(first?.reason == .duplicateName && last?.reason == .duplicateName)
    }

    @Test func `depth and size are bounded`() {
        let deep = { String(repeating: "[", count: $0) + String(repeating: "]", count: $0) }
        #expect(fault(deep(64)) == nil)
        #expect(fault(deep(65)) == JSONSyntaxError(offset: 64, reason: .tooDeep))
        #expect(fault(String(repeating: "[", count: 100_000))?.reason == .tooDeep)
        #expect(fault("[1,2]", limits: JSONLimits(maxBytes: 4, maxDepth: 1))?.reason == .tooLarge)
    }

    @Test(arguments: [
        (#"["\uD800"]"#, JSONSyntaxError.Reason.loneSurrogate), (#"["\uDC00\uD800"]"#, .loneSurrogate),
        ("[\"\u{1}\"]", .controlCharacter), (#"["\x"]"#, .badEscape), ("[01]", .badNumber), ("[1.]", .badNumber),
        ("[tru]", .badLiteral), ("[1", .unexpectedEnd), ("[1]x", .trailingBytes), ("[1,]", .unexpectedByte),
        ("", .unexpectedEnd), ("\u{FEFF}1", .unexpectedByte), (#"{"a" 1}"#, .unexpectedByte),
        ("[NaN]", .unexpectedByte),
    ])
    func `a broken text is refused with its reason`(text: String, reason: JSONSyntaxError.Reason) {
        #expect(fault(text)?.reason == reason)
    }

    @Test(
        arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82]] as [[UInt8]]
    )
    func `bytes that are not UTF-8 are refused`(bytes: [UInt8]) {
        #expect(throws: JSONSyntaxError(offset: 1, reason: .invalidUTF8)) {
            try JSONDocument([0x22] + bytes + [0x22])
        }
    }

    @Test func `values are read back as written`() throws {
        let node = try parse(#" {"s":"a\n\uD83D\uDE00\/","n":-1.50e+2,"t":true,"z":null,"l":[10,[],{"k":1}]} "#)
        #expect(node.kind == .object && node.count == 5)
        #expect(node["s"]?.stringValue == "a\n\u{1F600}/")
        #expect(node["s"]?.stringEquals("a\n\u{1F600}/") == true)
        #expect(node["n"]?.numberText == "-1.50e+2" && node["n"]?.integerValue == -150)
        #expect(node["t"]?.boolValue == true && node["z"]?.kind == .null && node["y"] == nil)
        #expect(node["l"]?.elements.map(\.kind) == [.number, .array, .object])
        #expect(node["l"]?[1]?.count == 0 && node["l"]?[3] == nil)
        #expect(node["l"].map { String(decoding: $0.rawBytes, as: UTF8.self) } == #"[10,[],{"k":1}]"#)
        #expect(node["s"].map { String(decoding: $0.rawBytes, as: UTF8.self) } == #""a\n\uD83D\uDE00\/""#)
        #expect(node.members.map(\.name) == ["s", "n", "t", "z", "l"])
    }

    @Test(
        arguments: [
            ("9223372036854775807", Int64.max), ("-9223372036854775808", .min), ("1.0", 1), ("1e2", 100), ("-0.0", 0),
            ("12300e-2", 123), ("0.00e99", 0), ("9223372036854775808", nil), ("1.5", nil), ("1e19", nil),
            ("1e99999999999999999999", nil), ("100000000000000000000e-2", 1_000_000_000_000_000_000),
        ] as [(String, Int64?)]
    )
    func `a number is an integer only when it is exactly one`(text: String, expected: Int64?) throws {
        #expect(try parse(text).integerValue == expected)
    }

    @Test func `pointers lead to values`() throws {
        let node = try parse(#"{"a/b":[{"m~n":7}],"":1,"0":2}"#)
        #expect(node.at(try JSONPointer(parsing: "/a~1b/0/m~0n"))?.integerValue == 7)
        #expect(node.at(try JSONPointer(parsing: "/"))?.integerValue == 1)
        #expect(node.at(try JSONPointer(parsing: "/0"))?.integerValue == 2)
        #expect(node.at(try JSONPointer(parsing: "/a~1b/00")) == nil)
        #expect(node.at(.root)?.count == 3)
        #expect(JSONPointer.root.appending("a/b").appending(0).description == "/a~1b/0")
        #expect(throws: JSONPointerError.self) { try JSONPointer(parsing: "a") }
        #expect(throws: JSONPointerError.self) { try JSONPointer(parsing: "/~2") }
        #expect(JSONPointer(tokens: ["\u{E9}"]) != JSONPointer(tokens: ["e\u{301}"]))
    }
}

// SPDX-License-Identifier: Apache-2.0

import JSONSchema
import Testing

@Suite struct NumberAndTextTests {
    @Test(arguments: [
        (#"{"type":"integer"}"#, ["1.0", "1e2", "12345678901234567890123", "-0.0"], ["1.5", "1e-1", "\"1\""]),
        (#"{"multipleOf":0.0001}"#, ["0.0075", "12391239123", "0", "1e300"], ["0.00751", "1e-5"]),
        (
            #"{"multipleOf":0.01}"#, ["4.02", "19.99", "1234567890123456789012.34"],
            ["4.021", "1234567890123456789012.345"]
        ),
        (#"{"multipleOf":7}"#, ["700000000000000000000000000007", "-14"], ["700000000000000000000000000008"]),
        (
            #"{"maximum":9007199254740993}"#, ["9007199254740993", "9007199254740992.9"],
            ["9007199254740994", "9007199254740993.1", "1e400"]
        ),
        (#"{"minimum":-1.5}"#, ["-1.5", "-15e-1", "0", "1e-400"], ["-1.50000000000000000000001", "-2", "-1e400"]),
        (#"{"exclusiveMinimum":0}"#, ["1e-400", "1"], ["0", "-0.0", "-1"]),
        (#"{"exclusiveMaximum":100}"#, ["99.99"], ["1e2", "100", "100.0"]),
        (#"{"const":1}"#, ["1", "1.0", "10e-1"], ["1.0000000000000000000001", "true"]),
        (#"{"enum":[100,false]}"#, ["1e2", "false"], ["0", "true", "\"100\""]),
        (
            #"{"const":{"a":[1,{"b":"\u00e9"}],"c":2}}"#, [#"{"c":2.0,"a":[1,{"b":"é"}]}"#],
            ["{\"c\":2,\"a\":[1,{\"b\":\"e\u{301}\"}]}"]
        ),
        (
            #"{"uniqueItems":true}"#, ["[1,true,\"1\",[1],{\"a\":1},{\"a\":2}]"],
            ["[1,1.0]", #"[{"a":1,"b":2},{"b":2,"a":1.0}]"#, "[0,1,2,3,4,5,6,7,8,9,10,1e1]"]
        ),
        (
            #"{"maxLength":1}"#, ["\"\u{1F600}\"", "\"é\"", #""\ud83d\ude00""#],
            ["\"e\u{301}\"", "\"\r\n\""].map { $0.replacing("\r\n", with: #"\r\n"#) }
        ),
        (#"{"enum":["A","é"]}"#, ["\"A\"", #""\u0041""#, #""\u00e9""#], ["\"e\u{301}\"", "\"a\""]),
        (
            #"{"properties":{"a":{"type":"null"}},"additionalProperties":false}"#, [#"{"\u0061":null}"#],
            [#"{"\u0061":1}"#, #"{"b":null}"#]
        ),
    ])
    func `values are compared exactly`(text: String, good: [String], bad: [String]) throws {
        let compiled = try schema(text)
        for one in good { #expect(compiled.validate(try parse(one)).isEmpty, "\(text) on \(one)") }
        for one in bad { #expect(!compiled.validate(try parse(one)).isEmpty, "\(text) on \(one)") }
    }

    @Test func `many different elements are found distinct and one repeated is found`() throws {
        let compiled = try schema(#"{"uniqueItems":true}"#)
        let items = (0..<500).map { #"{"k":"\#($0)"}"# }
        #expect(compiled.isValid(try parse("[" + items.joined(separator: ",") + "]")))
        #expect(!compiled.isValid(try parse("[" + (items + [#"{"k":"7"}"#]).joined(separator: ",") + "]")))
    }
}

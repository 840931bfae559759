// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSONSchema
import Testing

/// The connector as Bowtie runs it: a child process, a line for a line.
@Suite struct ConnectorTests {
    @Test func `a conversation follows the protocol`() throws {
        let answers = try Conversation.run([
            #"{"cmd":"start","version":1}"#,
            #"{"cmd":"dialect","dialect":"https://json-schema.org/draft/2020-12/schema"}"#,
            #"{"cmd":"dialect","dialect":"http://json-schema.org/draft-07/schema#"}"#,
            #"{"cmd":"run","seq":1,"output":"flag","case":{"description":"","schema":{"$ref":"urn:x:a"},"#
                + #""registry":{"urn:x:a":{"type":"null"}},"tests":[{"description":"","instance":null},"#
                + #"{"description":"","instance":1}]}}"#,
            #"{"cmd":"run","seq":"two","output":"flag","case":{"description":"","schema":{"type":7},"#
                + #""tests":[{"description":"","instance":1}]}}"#,
            #"{"cmd":"run","seq":3,"output":"flag","case":{"description":"","schema":{"pattern":"^(?=(a+)+$)"},"#
                + #""tests":[{"description":"","instance":"\#(String(repeating: "a", count: 40))!"}]}}"#,
            #"{"cmd":"run","seq":4,"output":"annotations","case":{"description":"","schema":"#
                + #"{"properties":{"a^":{"title":"A"}}},"tests":[{"description":"","instance":{"a^":1}}]}}"#,
            "nonsense", #"{"cmd":"stop"}"#,
        ])
        #expect(answers.count == 8)
        #expect(answers[0]["version"] == .integer(1))
        #expect(answers[0]["implementation"]?["dialects"]?.serialised().isEmpty == false)
        #expect(answers[1] == .object([JSONMember("ok", .bool(true))]))
        #expect(answers[2] == .object([JSONMember("ok", .bool(false))]))
        #expect(Conversation.text(answers[3]) == #"{"seq":1,"results":[{"valid":true},{"valid":false}]}"#)
        #expect(answers[4]["seq"] == .string("two") && answers[4]["errored"] == .bool(true))
        #expect(Conversation.text(answers[5]).hasPrefix(#"{"seq":3,"results":[{"errored":true"#))
        #expect(
            Conversation.text(answers[6]).contains(
                ##"{"keyword":"title","instanceLocation":"/a^","keywordLocation":"#/properties/a%5E/title","annotation":"A"}"##
            )
        )
        #expect(answers[7]["errored"] == .bool(true))
    }

    @Test(arguments: [
        ("required", "", false, 1_299), ("optional", "/optional", false, 162),
        ("formats", "/optional/format", true, 764),
    ])
    func `the official suite passes through the connector`(
        name: String,
        folder: String,
        formats: Bool,
        total: Int
    ) throws {
        guard let suite = Suite.cases(folder) else { return }
        let opening = [
            #"{"cmd":"start","version":1}"#,
            #"{"cmd":"dialect","dialect":"https://json-schema.org/draft/2020-12/schema"}"#,
        ]
        let answers = try Conversation.run(
            opening + suite.map(\.command) + [#"{"cmd":"stop"}"#],
            formats ? ["--assert-formats"] : []
        )
        try #require(answers.count == suite.count + 2)
        var passed = 0
        for (answer, test) in zip(answers.dropFirst(2), suite) {
            guard case .array(let results)? = answer["results"], results.count == test.expected.count else {
                Issue.record("\(test.name): \(Conversation.text(answer))")
                continue
            }
            for (result, expected) in zip(results, test.expected) where result["valid"] == .bool(expected) {
                passed += 1
            }
        }
        print("json-schema \(name) through the connector: \(passed) of \(total)")
        #expect(passed == total)
    }
}

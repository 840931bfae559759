// SPDX-License-Identifier: Apache-2.0

import Exchange
import Testing

@Suite struct EnvelopeRefusalTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let attribute: String
        /// JSON text; nil takes the member away.
        let value: String?
        let rule: EnvelopeRule
        var also: [String: String?] = [:]
        var testDescription: String { "\(attribute) \(rule.rawValue) \(value?.prefix(24) ?? "absent")" }
    }

    static let long = "\"" + String(repeating: "x", count: 513) + "\""
    static let cases: [Case] = [
        Case(attribute: "sequence", value: "\"1\"", rule: .unlisted),
        Case(attribute: "expirytime", value: "\"2026-11-22T09:00:00Z\"", rule: .unlisted),
        Case(attribute: "lawfulbasis", value: "\"6-1-e\"", rule: .unlisted),
        Case(attribute: "senderid", value: "\"northshire-police\"", rule: .unlisted),
        Case(attribute: "time", value: nil, rule: .required),
        Case(attribute: "dataschema", value: nil, rule: .required),
        Case(attribute: "correlationid", value: "7", rule: .notText),
        Case(attribute: "action", value: "true", rule: .notText),
        Case(attribute: "actorid", value: "\"\"", rule: .empty),
        Case(attribute: "recipientid", value: "\"\"", rule: .empty),
        Case(attribute: "source", value: "\"https://a.example/\(String(repeating: "x", count: 512))\"", rule: .tooLong),
        Case(attribute: "type", value: long, rule: .tooLong),
        Case(attribute: "orderingkey", value: long, rule: .tooLong),
        Case(attribute: "id", value: "\"1\"", rule: .uuid),
        Case(attribute: "id", value: "\"0192f0c12b3c7d4e8f50112233445566\"", rule: .uuid),
        Case(attribute: "id", value: "\"943 476 5919\"", rule: .personalIdentifier),
        Case(attribute: "source", value: "\"/relative\"", rule: .absoluteURI),
        Case(attribute: "datacontenttype", value: "\"application/xml\"", rule: .jsonOnly),
        Case(attribute: "datacontenttype", value: "\"application/fhir+json\"", rule: .jsonOnly),
        Case(attribute: "datacontenttype", value: "\"application/json; charset=utf-16\"", rule: .jsonOnly),
        Case(attribute: "data", value: nil, rule: .objectData),
        Case(attribute: "data", value: "null", rule: .objectData),
        Case(attribute: "data", value: "\"{}\"", rule: .objectData),
        Case(attribute: "data", value: "[{}]", rule: .objectData),
        Case(attribute: "data", value: "1e999999", rule: .objectData),
        Case(attribute: "data", value: nil, rule: .objectData, also: ["data_base64": "\"e30=\""]),
        Case(attribute: "respondby", value: "\"tomorrow\"", rule: .timestamp),
        Case(attribute: "respondby", value: "\"2026-11-21T09:00:59Z\"", rule: .beforeTime),
        Case(attribute: "recipientid", value: "\"Harbour\"", rule: .agencies),
        Case(attribute: "recipientid", value: "\"a  b\"", rule: .agencies),
        Case(attribute: "recipientid", value: "\" a\"", rule: .agencies),
        Case(attribute: "recipientid", value: "\"a,b\"", rule: .agencies),
        Case(attribute: "recipientid", value: "\"-a\"", rule: .agencies),
        Case(attribute: "recipientid", value: "\"a-\"", rule: .agencies),
        Case(attribute: "recipientid", value: "\"a--b\"", rule: .agencies),
        Case(attribute: "recipientid", value: "\"9a\"", rule: .agencies),
        Case(attribute: "recipientid", value: "\"\u{212A}\"", rule: .agencies),
        Case(attribute: "recipientid", value: "\"\(String(repeating: "a", count: 101))\"", rule: .agencies),
        Case(attribute: "recipientid", value: "\"a b a\"", rule: .agencyTwice),
        Case(
            attribute: "recipientid",
            value: "\"\((1...51).map { "a\($0)" }.joined(separator: " "))\"",
            rule: .tooManyAgencies
        ),
        Case(attribute: "agreementid", value: "\"Missing children\"", rule: .agreement),
        Case(attribute: "agreementid", value: "\"a@\"", rule: .agreement),
        Case(attribute: "agreementid", value: "\"a@0\"", rule: .agreement),
        Case(attribute: "agreementid", value: "\"a@1@2\"", rule: .agreement),
        Case(attribute: "agreementid", value: "\"@1\"", rule: .agreement),
        Case(attribute: "purposecode", value: "\"education wellbeing\"", rule: .purpose),
        Case(attribute: "purposecode", value: "\"welfare:\"", rule: .purpose),
        Case(attribute: "action", value: "\"delete\"", rule: .action),
        Case(attribute: "replaces", value: nil, rule: .replacesRequired, also: ["action": "\"replace\""]),
        Case(attribute: "replaces", value: nil, rule: .replacesRequired, also: ["action": "\"withdraw\""]),
        Case(attribute: "replaces", value: "\"\(EventFixture.earlier)\"", rule: .replacesWithoutAction),
        Case(
            attribute: "replaces",
            value: "\"\(EventFixture.earlier)\"",
            rule: .replacesWithoutAction,
            also: ["action": "\"new\""]
        ),
        Case(attribute: "replaces", value: "\"7\"", rule: .uuid, also: ["action": "\"withdraw\""]),
        Case(
            attribute: "replaces",
            value: "\"\(EventFixture.id.uppercased())\"",
            rule: .replacesItself,
            also: ["action": "\"replace\""]
        ),
        Case(attribute: "subjectaccess", value: "\"hide\"", rule: .subjectAccess),
        Case(
            attribute: "subjectaccessreview",
            value: "\"2027-02-29\"",
            rule: .date,
            also: ["subjectaccess": "\"open\""]
        ),
        Case(attribute: "subjectaccessreview", value: "\"2027-06-01\"", rule: .reviewWithoutRule),
        Case(attribute: "handling", value: "\"P1\\\"<b>\"", rule: .handling),
        Case(attribute: "handling", value: "\"9434765919\"", rule: .handling),
        Case(attribute: "subject", value: "\"Jo Bloggs\"", rule: .opaqueReference),
        Case(attribute: "actorid", value: "\"jo.bloggs@police.northshire.example\"", rule: .opaqueReference),
        Case(attribute: "correlationid", value: "\"caf\u{e9}\"", rule: .opaqueReference),
    ]

    @Test(arguments: cases)
    func `a broken rule is refused with its attribute and without its value`(one: Case) throws {
        var changes = one.also
        changes.updateValue(one.value, forKey: one.attribute)
        let event = try EventFixture.event(changes)
        let error = try #require(throws: EnvelopeProblems.self) { try Envelope(event) }
        #expect(error.problems == [EnvelopeProblem(attribute: one.attribute, rule: one.rule)])
        let words = error.problems.map { "\($0.attribute) \($0.description) \($0.mend)" }.joined()
        #expect(error.problems.first?.attribute == one.attribute)
        if let value = event[one.attribute], value.utf8.count > 7 {
            #expect(!words.contains(value))
        }
    }

    @Test(arguments: ["subject", "correlationid", "causationid", "actorid", "orderingkey"])
    func `a reference that is a person's number is refused however it is written`(attribute: String) throws {
        let numbers = [
            "9434765919", "943 476 5919", "943-476-5919", "943\u{2013}476\u{2013}5919", "943\u{A0}476\u{A0}5919",
            "NHS:9434765919", "9434765919 ", "nhs 94347 65919", "nhs-number/943-476-5919", "9000000009", "9276308686",
            "ULN 9276308686",
            "A821200001001", "a-821-2000-01-001", "UPN:A821200001001", "Q20700001604A", "A82120000100B",
            "2002/0073319Z", "2002 0073319Z", "20020073319z", "1979/0163001B", "67/9893091D", "679893091D", "81/34U",
            "1981/34U", "PNC 2002/73319Z", "pncid:2002-0073319-Z",
        ]
        for number in numbers {
            let event = try EventFixture.event([attribute: "\"\(number)\""])
            let error = #expect(throws: EnvelopeProblems.self, "\(number)") { try Envelope(event) }
            let expected = EnvelopeProblem(attribute: attribute, rule: .personalIdentifier)
            #expect(error?.problems == [expected], "\(number)")
        }
    }

    @Test func `all problems are told at once`() throws {
        let event = try EventFixture.event([
            "id": "\"1\"", "time": nil, "recipientid": "\"A\"", "zzz": "\"1\"", "data": "[]",
            "actorid": "\"9434765919\"",
        ])
        let error = try #require(throws: EnvelopeProblems.self) { try Envelope(event) }
        #expect(error.problems.map(\.attribute) == ["zzz", "data", "id", "time", "recipientid", "actorid"])
    }

    @Test func `an unlisted attribute whose name is a person's number is not named`() throws {
        let event = try EventFixture.event(["a821200001001": "\"1\"", "averyverylongattributename": "\"1\""])
        let error = try #require(throws: EnvelopeProblems.self) { try Envelope(event) }
        #expect(error.problems.map(\.attribute) == ["unnamed", "unnamed"])
    }

    @Test func `every rule is broken by one of the cases or by a person's number`() {
        let broken = Set(Self.cases.map(\.rule))
        #expect(EnvelopeRule.allCases.filter { !broken.contains($0) } == [])
    }

    @Test(arguments: EnvelopeRule.allCases)
    func `every rule has words for the sender`(rule: EnvelopeRule) {
        #expect(rule.description.hasSuffix(".") && rule.mend.hasSuffix("."))
        #expect(rule.rawValue.utf8.allSatisfy { $0 != 0x20 })
    }
}

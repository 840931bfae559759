// SPDX-License-Identifier: Apache-2.0

import Contracts
import JSONSchema
import Testing

/// A message described by the schema of another body.
struct ForeignSchemaTests {
    private func errors(_ message: String, _ contract: Contract) throws -> [Violation] {
        contract.validate(try Samples.message(message)).errors
    }

    @Test func `a message that keeps fields and schema is accepted, also with members only the schema knows`() throws {
        let contract = try Samples.referralContract()
        #expect(try errors(Samples.referralMessage, contract) == [])
        #expect(contract.foreignSchema?.url == "https://standards.example/referral.json")
        let subject = try #require(contract.subjects(in: try Samples.message(Samples.referralMessage)).first)
        #expect(subject.identifiers.map(\.value) == ["9991234567"])
    }

    @Test(arguments: [
        (#""ABC""#, #""XBC""#, "/code", "pattern"),
        (#""Seen.""#, #""Seen.","leakvalue leakvalue leak""#, "/notes/1", "maxLength"),
        (#""ward":"7""#, #""leakname":"7""#, "/patient", "additionalProperties"),
        (#""ward":"7""#, #""ward":77"#, "/patient/ward", "type"),
        (#""Referral""#, #""leakvalue""#, "/resourceType", "const"),
        (#""resourceType":"Referral","#, "", "", "required"),
    ])
    func `a message that keeps the fields but breaks the schema is refused, and no value is told`(
        _ part: String,
        _ replacement: String,
        _ pointer: String,
        _ rule: String
    ) throws {
        let message = try Samples.edit(Samples.referralMessage, part, replacement)
        let found = try errors(message, try Samples.referralContract())
        #expect(found.map(\.pointer) == [pointer])
        #expect(found.map(\.rule) == [rule])
        for violation in found {
            #expect(violation.description.hasSuffix("by the schema of https://standards.example/referral.json"))
            #expect(!violation.mend.isEmpty)
            #expect(!"\(violation)".contains("leak") && !"\(violation)".contains("77"))
        }
    }

    @Test func `the contract's own fields are checked as ever, and its map keys never told`() throws {
        let contract = try Samples.referralContract()
        let long = String(repeating: "a", count: 101)
        let tooLong = try Samples.edit(Samples.referralMessage, "Ada Example", long)
        #expect(try errors(tooLong, contract).map(\.pointer) == ["/patient/name"])
        let phones = try Samples.edit(
            Samples.referralMessage,
            #""notes":["#,
            #""phones":{"name":"0123456789 0123456789"},"notes":["#
        )
        #expect(try errors(phones, contract).map(\.pointer) == ["/phones/*"])
    }

    @Test func `an object refuses undeclared members where the contract says so`() throws {
        let text = try Samples.edit(
            Samples.referral(),
            "      - property: subjects",
            "      - {property: unknownProperties, value: reject, vendor: gateway}\n      - property: subjects"
        )
        let source = try YAMLSource.parse(text, file: "1.odcs.yaml")
        let schemas = ForeignSchemas([Samples.foreignSchema(Samples.referralSchema)])
        let contract = try Contract(odcs: source.value, source: source, schemas: schemas)
        let found = try errors(Samples.referralMessage, contract)
        #expect(found.map(\.rule) == ["additionalProperties"])
    }

    @Test func `a search that meets its limit refuses the message`() throws {
        let evil = try Samples.edit(Samples.referralSchema, "^(?!X)[A-Z]{3}$", "^(?=(a+)+$)")
        let contract = try Samples.referralContract(evil)
        let text = String(repeating: "a", count: 40) + "!"
        let message = try Samples.edit(Samples.referralMessage, "ABC", text)
        #expect(try errors(message, contract).map(\.rule) == ["too-much-work"])
    }

    @Test func `look-ahead stays refused in a contract's own fields`() throws {
        let more = "      - {name: own, logicalType: string, logicalTypeOptions: {pattern: '^(?!X)a$'}}"
        let error = try #require(throws: ContractProblems.self) { try Samples.referralContract(more: more) }
        #expect(error.problems.map(\.key) == ["/schema/0/properties/3/logicalTypeOptions/pattern"])
    }

    @Test func `members that the contract does not declare never leave`() throws {
        let contract = try Samples.referralContract()
        func minimised(_ disclose: [String], _ message: String) throws -> String {
            let view = try ContractView(contract: contract, disclose: disclose, mayReceiveRestricted: false)
            return String(decoding: view.minimise(try Samples.message(message)), as: UTF8.self)
        }
        #expect(
            try minimised([""], Samples.referralMessage)
                == #"{"code":"ABC","patient":{"name":"Ada Example","nhsNumber":"9991234567","address":"1 Hidden Lane"}}"#
        )
        #expect(
            try minimised(["/patient/name"], Samples.referralMessage) == #"{"patient":{"name":"Ada Example"}}"#
        )
        let hidden = try Samples.edit(Samples.referralMessage, #""ward":"7""#, #""addressRestricted":true"#)
        #expect(try !minimised([""], hidden).contains("Hidden"))
        #expect(throws: ContractView.UnknownFields.self) { try minimised(["/notes"], Samples.referralMessage) }
    }

    @Test func `the published schema names the other body's, a view's does not`() throws {
        let contract = try Samples.referralContract()
        guard case .array(let rules)? = contract.schema["x-rules"] else {
            Issue.record("no rules are listed")
            return
        }
        #expect(rules.compactMap { $0["id"] } == [.string("foreign-schema")])
        #expect(rules.first?["rule"]?["$ref"] == .string("https://standards.example/referral.json"))
        #expect(rules.first?["sha256"] == .string(Samples.foreignSchema(Samples.referralSchema).sha256))
        #expect(contract.schema["additionalProperties"] == nil)
        let view = try ContractView(contract: contract, disclose: [""], mayReceiveRestricted: true)
        #expect(view.schema["x-rules"] == nil)
        #expect(view.schema["additionalProperties"] == .bool(false))
    }

    @Test func `another text of the schema counts as breaking, since nobody can tell what it allows`() throws {
        let other = try Samples.edit(Samples.referralSchema, "\"maxLength\": 20}},", "\"maxLength\": 30}},")
        let old = try Samples.referralContract()
        let comparison = ContractComparison(old: old, new: try Samples.referralContract(other, version: "1.1.0"))
        #expect(comparison.changes.map(\.kind) == [.ruleChanged])
        #expect(comparison.verdict == .major)
        #expect(comparison.numbering == .tooLow)
        let same = ContractComparison(old: old, new: try Samples.referralContract(version: "1.0.1"))
        #expect(!same.isChanged)
    }
}

// SPDX-License-Identifier: Apache-2.0

import Contracts
import JSONSchema
import Testing

struct WorkedExampleTests {
    let contract: Contract

    init() throws {
        contract = try Samples.contract(Samples.mark)
    }

    private func verdict(_ part: String, _ replacement: String, lowering: Set<String> = []) throws -> ContractVerdict {
        contract.validate(
            try Samples.message(try Samples.edit(Samples.markMessage, part, replacement)),
            lowering: lowering
        )
    }

    @Test func `the contract compiles to the published schema`() throws {
        let expected = try JSONValue(parsing: Array(Samples.markSchema.utf8))
        #expect(
            String(decoding: contract.schema.canonical(), as: UTF8.self)
                == String(decoding: expected.canonical(), as: UTF8.self)
        )
    }

    @Test func `its facts are read`() {
        #expect(contract.id.description == "uk.northshire.attendance.mark@1.0.0")
        #expect(contract.messageType == "uk.northshire.attendance.mark.v1")
        #expect(
            contract.dataschema
                == "https://northshire.example/contracts/uk.northshire.attendance.mark/1.0.0/schema.json"
        )
        #expect(contract.title == "Daily attendance mark")
        #expect(contract.purpose.hasPrefix("Let the virtual school"))
        #expect(contract.retention?.period == "P1Y")
        #expect(contract.facts.team.map(\.role) == ["owner", "dataProtectionOfficer"])
        let upn = contract.fields.first { $0.pointer.description == "/pupil/upn" }
        #expect(upn?.title == "Unique pupil number")
        #expect(upn?.classification == "official-sensitive")
        #expect(upn?.isPrimaryKey == true)
        #expect(
            contract.fields.contains { $0.pointer.description == "/contactsTried/*/outcome" && $0.codes.count == 3 }
        )
    }

    @Test func `a good mark is accepted without a word`() throws {
        let verdict = contract.validate(try Samples.message(Samples.markMessage))
        #expect(verdict == ContractVerdict(errors: [], warnings: []))
    }

    @Test func `a morning mark in the afternoon breaks its rule`() throws {
        let verdict = try verdict(#""session":"AM""#, #""session":"PM""#)
        #expect(verdict.errors.map(\.rule) == ["am_mark"])
        #expect(verdict.errors.first?.description == #"The mark "/" is for the morning and "\" for the afternoon."#)
        #expect(verdict.errors.first?.pointer == "")
    }

    @Test func `late needs minutes and minutes need late`() throws {
        let late = #""code":"L""#
        #expect(try verdict(#""code":"/""#, late).errors.map(\.rule) == ["minutes_only_if_late"])
        #expect(try verdict(#""code":"/""#, late + #","minutesLate":5"#).errors == [])
        #expect(
            try verdict(#""code":"/""#, #""code":"/","minutesLate":5"#).errors.map(\.rule) == ["minutes_only_if_late"]
        )
    }

    @Test func `an unlisted member is refused without naming it`() throws {
        let verdict = try verdict(#""session""#, #""secretNote":"x","session""#)
        let only = try #require(verdict.errors.first)
        #expect(verdict.errors.count == 1)
        #expect(only.rule == "additionalProperties")
        #expect(!"\(verdict)".contains("secretNote"))
    }

    @Test func `null is refused where the contract does not allow it`() throws {
        let verdict = try verdict(#""code":"/""#, #""code":null"#)
        #expect(verdict.errors.contains { $0.pointer == "/code" && $0.rule == "type" })
    }

    @Test func `a mark recorded the evening before is refused at the recording time`() throws {
        let verdict = try verdict("2026-11-20T09:01:00Z", "2026-11-19T21:00:00Z")
        #expect(verdict.errors.map(\.rule) == ["recorded_on_or_after_day"])
        #expect(verdict.errors.first?.pointer == "/recordedAt")
    }

    @Test func `an unexplained absence without contacts is a warning`() throws {
        let verdict = try verdict(#""code":"/""#, #""code":"N""#)
        #expect(verdict.errors == [])
        #expect(verdict.warnings.map(\.rule) == ["first_day_calling"])
    }

    @Test func `a missing school is named by its pointer`() throws {
        let verdict = try verdict(#""school":{"urn":123456},"#, "")
        #expect(verdict.errors.map(\.pointer) == ["/school"])
        #expect(verdict.errors.map(\.rule) == ["required"])
    }

    @Test func `a wrong check letter is an error that an agreement may lower`() throws {
        #expect(try verdict("J820200010001", "A820200010001").errors.map(\.rule) == ["upn_check_letter"])
        let lowered = try verdict("J820200010001", "A820200010001", lowering: ["upn_check_letter"])
        #expect(lowered.errors == [])
        #expect(lowered.warnings.map(\.pointer) == ["/pupil/upn"])
    }

    @Test func `faults of plain fields cannot be lowered`() throws {
        let verdict = try verdict(#""code":"/""#, #""code":"zz""#, lowering: ["enum", "type", "required", "minimum"])
        #expect(verdict.errors.map(\.rule) == ["enum"])
        #expect(verdict.errors.first?.description == "must be one of the codes listed in the contract")
    }

    @Test func `a day before the new codes breaks the date's limit`() throws {
        let verdict = try verdict(#""date":"2026-11-20""#, #""date":"2024-08-18""#)
        #expect(verdict.errors.map(\.rule) == ["minimum"])
        #expect(verdict.errors.first?.pointer == "/date")
        #expect(try self.verdict(#""date":"2026-11-20""#, #""date":"2024-08-19""#).errors == [])
    }
}

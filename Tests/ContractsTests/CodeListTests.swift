// SPDX-License-Identifier: Apache-2.0

import JSONSchema
import Testing

@testable import Contracts

struct CodeListTests {
    private let lists: CodeLists

    init() throws { lists = try Samples.lists.get() }

    private func passes(_ id: String, _ code: String, _ day: CodeList.Day = .absent) throws -> Bool {
        try #require(lists[id]).accepts(code, on: day)
    }

    @Test func `thirty-four register codes are in use and three have ended`() throws {
        let candidates = (0x20..<0x7F).flatMap { byte -> [String] in
            let letter = String(UnicodeScalar(UInt8(byte)))
            return [letter] + (1...9).map { "\(letter)\($0)" }
        }
        let id = "dfe-attendance-codes"
        let now = try candidates.filter { try passes(id, $0, .given("2024-08-19")) }
        let before = try candidates.filter { try passes(id, $0, .given("2024-08-18")) }
        #expect(now.count == 34)
        #expect(Set(now).subtracting(before) == ["C1", "C2", "J1", "K", "Q", "Y1", "Y2", "Y3", "Y4", "Y5", "Y6", "Y7"])
        #expect(Set(before).subtracting(now) == ["H", "J", "Y"])
        #expect(try passes(id, "H") && passes(id, "Y7"))
        #expect(try !passes(id, "H", .unasked) && passes(id, "Y7", .unasked))
        #expect(try !passes(id, "A") && !passes(id, "l"))
        // The Kelvin sign looks like the code K and compares equal to it as a string.
        #expect(try !passes(id, "\u{212A}", .given("2026-01-01")))
    }

    @Test func `exclusion codes are the census's own, the ended ones only for their days`() throws {
        let reasons = ["PP", "PA", "VP", "VA", "OW", "BU", "RA", "PH", "LG", "DS", "SM", "DA", "DM", "TH", "MT", "DB"]
        #expect(try reasons.allSatisfy { try passes("dfe-exclusion-reasons", $0, .unasked) })
        #expect(try !passes("dfe-exclusion-reasons", "OT", .unasked) && !passes("dfe-exclusion-reasons", "pp"))
        #expect(try passes("dfe-exclusion-reasons", "OT", .given("2020-08-31")))
        #expect(try ["PERM", "SUSP", "LNCH"].allSatisfy { try passes("dfe-exclusion-categories", $0, .unasked) })
        #expect(try !passes("dfe-exclusion-categories", "FIXD", .unasked))
        #expect(try passes("dfe-sen-provision", "S", .given("2018-08-31")) && passes("dfe-sen-provision", "E"))
    }

    @Test func `the mend names what stands today for the ended codes`() throws {
        let list = try #require(lists["dfe-attendance-codes"])
        #expect(
            list.mend(hasDay: true)
                == "send a code of the list Attendance and absence codes of schools in England in use on that day; "
                + "ended: H (now C), J (now J1), Y (now Y1, Y2, Y3, Y4, Y5, Y6 or Y7)"
        )
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        let text: String
        let key: String
        var testDescription: String { key }
    }

    @Test(arguments: [
        Fault(text: "{value: A, label: A, replacedBy: [B]}", key: "/codes/0/replacedBy"),
        Fault(text: "{value: A, label: A, validTo: '2020-01-01', replacedBy: [C]}", key: "/codes/0/replacedBy"),
        Fault(text: "{value: A, label: A, validFrom: '2020-02-30'}", key: "/codes/0/validFrom"),
        Fault(text: "{value: A, label: A, validFrom: '2020-02-02', validTo: '2020-02-01'}", key: "/codes/0/validTo"),
        Fault(text: "{value: A}", key: "/codes/0"),
        Fault(text: "{value: B, label: A}", key: "/codes/1/value"),
        Fault(text: "{value: A, label: A, until: '2020-01-01'}", key: "/codes/0/until"),
    ])
    func `what is wrong with a list is told with its place`(_ fault: Fault) throws {
        let text = """
            apiVersion: concordat/v1
            kind: CodeList
            id: letters
            title: Letters
            source: {citation: The alphabet}
            codes:
              - \(fault.text)
              - {value: B, label: B}
            """
        let source = try YAMLSource.parse(text, file: "letters.yaml")
        let error = try #require(throws: ContractProblems.self) { try CodeList(reading: source.value, source: source) }
        #expect(error.problems.map(\.key) == [fault.key])
        #expect(error.problems.allSatisfy { $0.line != nil })
    }

    @Test(arguments: [
        ("{check: code}", "the check has the wrong parameters"),
        ("{check: code, list: letters}", "there is no code list letters"),
        ("{check: attendance-code}", "the check has the wrong parameters"),
        ("{check: exclusion-reason}", "the field lists codes that dfe-exclusion-reasons does not have: Q"),
        ("{check: code, list: dfe-sen-provision, date: /day}", "no enclosing object has a date"),
    ])
    func `a check that does not fit its list is refused`(_ check: String, _ problem: String) throws {
        let error = try #require(throws: ContractProblems.self) {
            try Samples.contract(
                property: """
                            - name: code
                              logicalType: string
                              enum: [\(check.contains("reason") ? "{value: Q}" : "{value: E}")]
                              quality:
                                - {id: of_list, type: custom, engine: gateway, description: Of the list., implementation: \(check)}
                    """
            )
        }
        #expect(error.problems.count == 1)
        #expect(error.problems.first?.problem.hasPrefix(problem) == true, "\(error)")
    }

    @Test func `a register code is judged on the day beside it`() throws {
        let contract = try Samples.contract(
            property: """
                        - {name: date, logicalType: date}
                        - name: marks
                          logicalType: array
                          items:
                            logicalType: object
                            properties:
                              - {name: day, logicalType: date}
                              - name: code
                                logicalType: string
                                quality:
                                  - {id: code_of_week, type: custom, engine: gateway, description: A code of that week., implementation: {check: attendance-code, date: /date}}
                                  - {id: code_of_day, type: custom, engine: gateway, description: A code of that day., implementation: {check: attendance-code, date: /day}}
                """
        )
        func broken(_ json: String) throws -> [String] {
            contract.validate(try Samples.message(json)).errors.map { "\($0.rule) \($0.pointer)" }
        }
        #expect(
            try broken(#"{"date":"2024-08-01","marks":[{"code":"H","day":"2024-08-20"}]}"#) == [
                "code_of_day /marks/0/code"
            ]
        )
        #expect(
            try broken(#"{"date":"2024-09-01","marks":[{"code":"L"},{"code":"H"}]}"#) == ["code_of_week /marks/1/code"]
        )
        #expect(try broken(#"{"marks":[{"code":"H"},{}]}"#) == [])
    }
}

// SPDX-License-Identifier: Apache-2.0

import Contracts
import Exchange
import Foundation
import JSONSchema
import Testing

@testable import concordat

@Suite struct `Work with contracts` {
    private static let folder = Checkout.root + "/contracts"
    private static let name = "schools.suspension-notification"

    private func contract() throws -> Contract { try ContractShelf.contract(Self.name, folder: Self.folder) }

    private func tally(_ text: String, _ ending: String, _ contract: Contract) throws -> CheckTally {
        try Checkout.withFolder { folder in
            let file = "\(folder)/records.\(ending)"
            try Data(text.utf8).write(to: URL(filePath: file))
            return try RecordFile(path: file, format: nil).check(against: contract, console: Console(isTerminal: false))
        }
    }

    private func example(_ name: String) throws -> JSONValue {
        let file = "\(Self.folder)/schools/suspension-notification/examples/\(name).json"
        return try JSONValue(parsing: [UInt8](try Data(contentsOf: URL(filePath: file))))
    }

    @Test func `a contract is found by file, by name and by as much of its version as is said`() throws {
        for name in [
            Self.name, Self.name + "@1", Self.name + "@1.0", Self.name + "@1.0.0",
            Self.folder + "/schools/suspension-notification/1.odcs.yaml",
        ] {
            #expect(try ContractShelf.contract(name, folder: Self.folder).id.description == Self.name + "@1.0.0")
        }
        #expect(throws: ContractShelf.Unknown.self) {
            try ContractShelf.contract(Self.name + "@2", folder: Self.folder)
        }
    }

    @Test func `the contracts of the checkout have nothing wrong, and a broken one is told once`() throws {
        #expect(try ContractCommand.Lint.lint([Self.folder], official: nil).problems == [])
        try Checkout.withFolder { folder in
            let file = "\(folder)/1.odcs.yaml"
            try Data("kind: DataContract\n".utf8).write(to: URL(filePath: file))
            let report = try ContractCommand.Lint.lint([file, folder], official: nil)
            #expect(report.contracts == 0 && !report.problems.isEmpty)
            #expect(Set(report.problems).count == report.problems.count)
        }
    }

    @Test func `an array and lines of records are summed up with their first places`() throws {
        let contract = try contract()
        let good = try example("good-long"), bad = try example("bad-upn_check_letter")
        let warned = try example("good-warns-day_six_provision")
        let array = String(decoding: JSONValue.array([good, bad, warned, bad]).serialised(), as: UTF8.self)
        let sums = try tally(array, "json", contract)
        #expect(sums.documents == 4 && sums.accepted == 2 && sums.warned == 1 && sums.refused == 2)
        #expect(sums.text.contains("record 2 /pupil/upn, record 4 /pupil/upn"))
        let line = String(decoding: good.serialised(), as: UTF8.self)
        let lines = try tally("\(line)\n\n{\"leak\n\(line)\r\n", "ndjson", contract)
        #expect(lines.documents == 3 && lines.refused == 1)
        #expect(lines.text.contains("line 3") && !lines.text.contains("leak"))
    }

    @Test(arguments: ["json", "ndjson", "csv"])
    func `a record that repeats the key of an earlier one is a warning that names both and no value`(
        _ ending: String
    ) throws {
        let row = "990001,k1,s7,SUSP,2026-11-02,4,PP,OFFICIAL-SENSITIVE"
        let csv = """
            /school/urn,/pupil/key,/suspension/id,/suspension/category,/suspension/startDate,/suspension/sessions,\
            /suspension/reasons/0,/handling/marking
            \(row)
            \(row.replacing("s7", with: "s8"))
            \(row)
            """
        let record = try example("good-long")
        let line = String(decoding: record.serialised(), as: UTF8.self)
        let (text, earlier, later) =
            switch ending {
            case "json": ("[\(line), {}, \(line)]", "record 1", "record 3")
            case "ndjson": ("\(line)\n\n\(line)\n", "line 1", "line 3")
            default: (csv, "line 2", "line 4")
            }
        let sums = try tally(text, ending, try contract())
        #expect(sums.text.contains("record-key"))
        #expect(sums.text.contains("\(later) /school/urn /suspension/id as in \(earlier)"), "\(sums.text)")
        #expect(sums.refused == (ending == "json" ? 1 : 0) && sums.warned == 1)
        #expect(!sums.text.contains("990001") && !sums.text.contains("s7"))
    }

    @Test func `rows are read by pointers into objects, lists and types`() throws {
        let contract = try contract()
        let csv = """
            /school/urn,/pupil/key,/pupil/lookedAfter,/suspension/id,/suspension/category,/suspension/startDate,/suspension/sessions,\
            /suspension/reasons/0,/suspension/reasons/1,/handling/marking
            990001,k1,false,s1,SUSP,2026-11-02,4,PP,DB,OFFICIAL-SENSITIVE
            990001,k2,,s2,SUSP,2026-11-02,4,PP,,OFFICIAL-SENSITIVE
            990001,k3,,s3,SUSP,2026-11-02,four,PP,,OFFICIAL-SENSITIVE
            990001,k4
            """
        let sums = try tally(csv, "csv", contract)
        #expect(sums.accepted == 2 && sums.refused == 2)
        #expect(sums.text.contains("line 4 /suspension/sessions") && sums.text.contains("line 5"))
        #expect(!sums.text.contains("four"))
    }

    @Test func `a file without a header is not repeated`() throws {
        let contract = try contract()
        let error = try #require(throws: RecordFile.Unreadable.self) { try tally("Ada,Example\n", "csv", contract) }
        #expect(error.description.contains("column 1") && !error.description.contains("Ada"))
        #expect(throws: RecordFile.Unreadable.self) { try tally("{", "json", contract) }
        #expect(throws: RecordFile.Unreadable.self) { try tally("{}", "txt", contract) }
    }

    @Test func `the page holds every contract with its clauses and plain examples`() throws {
        let (page, count) = try ContractCommand.Docs.page(Self.folder, title: "Northshire")
        let html = page.html()
        #expect(count == (try Catalogue.load(directory: Self.folder).contracts.count))
        #expect(html.contains("Shared under") && html.contains("Examples"))
        #expect(!html.contains("src=") && !html.contains("<link"))
    }

    @Test func `a clause's schema is that of what leaves under it`() throws {
        let documents = try BookFiles.read([Self.folder])
        let book = try Book(
            version: 0,
            documents: documents,
            keys: .sequential(try Book.namesNeedingKeys(documents)),
            requireApprovals: false
        )
        let clause = try #require(book.clauses.first { $0.contract.id.name == Self.name })
        let schema = try ContractCommand.Compile.schema(of: clause.contract.id, under: clause.ref.description, in: book)
        #expect(schema["$id"] == .string(clause.view.dataschema))
        #expect(throws: (any Error).self) {
            try ContractCommand.Compile.schema(of: clause.contract.id, under: "none#none", in: book)
        }
    }

    @Test func `the bar fills from left to right`() {
        let empty = "[..............................]", half = "[###############...............]"
        let full = "[##############################]"
        #expect(ProgressMeter.bar(0) == empty)
        #expect(ProgressMeter.bar(50) == half)
        #expect(ProgressMeter.bar(100) == full)
    }
}

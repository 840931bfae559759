// SPDX-License-Identifier: Apache-2.0

import JSONSchema
import Testing

@testable import Contracts

/// `primaryKey` and `unique`: what is read of them, and what many records are held to.
@Suite struct RecordKeyTests {
    private static let small = """
                - {name: place, logicalType: string, primaryKey: true, primaryKeyPosition: 2}
                - name: person
                  logicalType: object
                  properties:
                    - {name: number, logicalType: integer, primaryKey: true, primaryKeyPosition: 1}
                - {name: ticket, logicalType: string, unique: true}
                - {name: notes, logicalType: array, items: {logicalType: object, properties: [{name: text, logicalType: string}]}}
        """

    private func key(_ contract: Contract, _ json: String) throws -> String? {
        contract.recordKey(of: try Samples.message(json)).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func `the key of an attendance mark is pupil, day and session in the order of their positions`() throws {
        let contract = try Samples.contract(Samples.mark)
        #expect(contract.recordKey.map(\.description) == ["/pupil/upn", "/date", "/session"])
        #expect(try key(contract, Samples.markMessage) == #"["J820200010001","2026-11-20","AM"]"#)
    }

    @Test func `without positions the key has the order of the file`() throws {
        let contract = try Samples.contract(
            property: """
                        - {name: b, logicalType: string, primaryKey: true, primaryKeyPosition: -1}
                        - {name: a, logicalType: string, primaryKey: true}
                """
        )
        #expect(try key(contract, #"{"a":"1","b":"2"}"#) == #"["2","1"]"#)
    }

    @Test func `no key is made up where none is declared or a part of it is missing`() throws {
        let none = try Samples.contract(property: "        - {name: a, logicalType: string}")
        #expect(try key(none, #"{"a":"1"}"#) == nil)
        let contract = try Samples.contract(property: Self.small)
        let parts = [#"{"place":"x"}"#, #"{"place":"x","person":{}}"#, #"{"place":null,"person":{"number":1}}"#]
        for message in parts + [#"{"place":"x","person":{"number":[1]}}"#, #"{"place":"x","person":3}"#, "[]"] {
            #expect(try key(contract, message) == nil, "\(message)")
        }
    }

    @Test func `values are alike whatever way they are written, and texts are not numbers`() throws {
        let contract = try Samples.contract(property: Self.small)
        let plain = try key(contract, #"{"place":"é","person":{"number":1}}"#)
        #expect(plain == #"[1,"é"]"#)
        #expect(try key(contract, #"{"person":{"number":1.0},"place":"\u00e9"}"#) == plain)
        #expect(try key(contract, #"{"person":{"number":10e-1},"place":"é"}"#) == plain)
        #expect(try key(contract, #"{"person":{"number":"1"},"place":"é"}"#) != plain)
        // One more than a double can tell apart.
        let large = try key(contract, #"{"person":{"number":9007199254740993},"place":"é"}"#)
        #expect(large == #"[9007199254740993,"é"]"#)
    }

    @Test(arguments: [
        ("primaryKeyPosition: 2}", "primaryKeyPosition: 1}", "/schema/0/properties/1/properties/0/primaryKeyPosition"),
        ("primaryKeyPosition: 2}", "primaryKeyPosition: 3}", "/schema/0/properties/0/primaryKeyPosition"),
        ("primaryKeyPosition: 2}", "primaryKeyPosition: 0}", "/schema/0/properties/0/primaryKeyPosition"),
        ("primaryKeyPosition: 2}", "primaryKeyPosition: '2'}", "/schema/0/properties/0/primaryKeyPosition"),
        (", primaryKeyPosition: 2}", "}", "/schema/0/properties/0/primaryKey"),
        ("unique: true", "primaryKeyPosition: 3", "/schema/0/properties/2/primaryKeyPosition"),
        ("unique: true", "unique: 'yes'", "/schema/0/properties/2/unique"),
        (
            "{name: text, logicalType: string}", "{name: text, logicalType: string, primaryKey: true}",
            "/schema/0/properties/3/items/properties/0/primaryKey"
        ),
        (
            "{name: text, logicalType: string}", "{name: text, logicalType: string, unique: true}",
            "/schema/0/properties/3/items/properties/0/unique"
        ),
        ("name: notes,", "name: notes, unique: true,", "/schema/0/properties/3/unique"),
        ("{name: notes,", "{name: notes, primaryKey: true,", "/schema/0/properties/3/primaryKey"),
        ("items: {", "items: {unique: true, ", "/schema/0/properties/3/items/unique"),
    ]) func `a key that cannot tell records apart is refused where it stands`(
        _ part: String,
        _ replacement: String,
        _ place: String
    ) throws {
        let text = try Samples.edit(Samples.minimal(property: Self.small), part, replacement)
        let error = try #require(throws: ContractProblems.self) { try Samples.contract(text) }
        let problem = try #require(error.problems.first { $0.key == place }, "\(error)")
        #expect(problem.line != nil && !problem.mend.isEmpty)
    }

    @Test func `the schema says nothing of keys, and a message is not refused for them`() throws {
        let marked = try Samples.contract(property: Self.small)
        let bare = Self.small.replacing(", primaryKey: true, primaryKeyPosition: 1", with: "")
            .replacing(", primaryKey: true, primaryKeyPosition: 2", with: "").replacing(", unique: true", with: "")
        #expect(marked.schema == (try Samples.contract(property: bare)).schema)
    }

    @Test func `a record is told of the first that had its key, and of the first that had its unique field`() throws {
        var finder = RepeatFinder(try Samples.contract(property: Self.small))
        let messages = [
            #"{"place":"x","person":{"number":1},"ticket":"t"}"#, #"{"place":"y","person":{"number":1}}"#,
            #"{"place":"x","person":{"number":1.0},"ticket":"u"}"#, #"{"place":"z","ticket":"t"}"#,
            #"{"person":{"number":1},"place":"x","ticket":"t"}"#, #"{}"#, #"{}"#,
        ]
        let found = try messages.enumerated().map { number, message in
            finder.repeats(in: try Samples.message(message), number: number + 1)
        }
        let rules = [[], [], ["record-key"], ["unique"], ["record-key", "unique"], [], []]
        #expect(found.map { $0.map(\.rule) } == rules)
        #expect(found.flatMap { $0 }.allSatisfy { $0.earlier == 1 && !$0.mend.isEmpty })
        #expect(found[2].first?.fields.map(\.description) == ["/person/number", "/place"])
        #expect(!finder.isFull)
    }

    @Test func `no more keys are remembered than was said, and that is told`() throws {
        let contract = try Samples.contract(property: "        - {name: a, logicalType: string, primaryKey: true}")
        var finder = RepeatFinder(contract, most: 2)
        for (number, value) in ["1", "2", "1", "3", "3"].enumerated() {
            let found = finder.repeats(in: try Samples.message("{\"a\":\"\(value)\"}"), number: number)
            #expect(found.map(\.earlier) == (number == 2 ? [0] : []))
            #expect(finder.isFull == (number > 2))
        }
    }

    @Test func `a field that is unique and the whole key is told once`() throws {
        let property = "        - {name: a, logicalType: string, primaryKey: true, unique: true}"
        var finder = RepeatFinder(try Samples.contract(property: property))
        let message = try Samples.message(#"{"a":"1"}"#)
        #expect(finder.repeats(in: message, number: 1) == [])
        #expect(finder.repeats(in: message, number: 2).map(\.rule) == ["record-key"])
    }

    @Test func `the key stands in words on the catalogue's page`() throws {
        let rows = ContractFactRows(try Samples.contract(Samples.mark)).rows
        let key = try #require(rows.first { $0.name == "Record key" }).value
        let words = "Unique pupil number (/pupil/upn), /date and /session; two records in which this is the same "
        #expect(key == words + "are about the same thing")
        let none = try Samples.contract(property: "        - {name: a, logicalType: string}")
        #expect(!ContractFactRows(none).rows.contains { $0.name == "Record key" })
    }

    @Test func `a key in another order breaks both sides, and a field made unique breaks none`() throws {
        let base = Samples.minimal(property: Self.small)
        let swapped = try Samples.edit(
            try Samples.edit(base, "primaryKeyPosition: 2}", "primaryKeyPosition: 9}"),
            "primaryKeyPosition: 1}",
            "primaryKeyPosition: 2}"
        ).replacing("primaryKeyPosition: 9}", with: "primaryKeyPosition: 1}")
        let old = try Samples.contract(base)
        let order = ContractComparison(old: old, new: try Samples.contract(swapped))
        #expect(order.verdict(for: .producer) == .major && order.verdict(for: .consumer) == .major)
        let plain = try Samples.contract(try Samples.edit(base, ", unique: true", ""))
        #expect(ContractComparison(old: plain, new: old).verdict == .minor)
        #expect(ContractComparison(old: old, new: plain).verdict == .minor)
    }
}

// SPDX-License-Identifier: Apache-2.0

import JSONSchema
import Testing

@testable import Contracts

struct ViewTests {
    let contract: Contract

    init() throws {
        contract = try Samples.contract(Samples.episode)
    }

    private func view(_ disclose: [String], restricted: Bool = false) throws -> ContractView {
        try ContractView(contract: contract, disclose: disclose, mayReceiveRestricted: restricted)
    }

    private func minimised(_ view: ContractView, _ message: String) throws -> String {
        String(decoding: view.minimise(try Samples.message(message)), as: UTF8.self)
    }

    private func accepts(_ view: ContractView, _ bytes: [UInt8]) throws -> [SchemaViolation] {
        var options = CompiledSchema.Options()
        options.assertFormats = true
        return try CompiledSchema(view.schema, options: options).validate(try JSONDocument(bytes).root)
    }

    @Test func `only the disclosed members pass, byte for byte`() throws {
        let view = try view(["/episodeId", "/child/name", "/missingSince", "/associates/*/name"])
        #expect(
            try minimised(view, Samples.episodeMessage)
                == #"{"episodeId":"EP-77","child":{"name":"Ada Example"},"missingSince":"2026-11-20T18:00:00Z","associates":[{"name":"Bo Example"},{"name":"Cy Example"}]}"#
        )
        #expect(view.disclosed == ["/associates/*/name", "/child/name", "/episodeId", "/missingSince"])
        #expect(
            view.withheld == [
                "/associates/*/identifiers", "/child/address", "/child/addressRestricted", "/child/dateOfBirth",
                "/child/nhsNumber",
                "/child/upn", "/circumstances", "/foundAt", "/risk",
            ]
        )
        #expect(!view.isWhole)
    }

    @Test func `scalars keep the sender's own bytes and white space goes`() throws {
        let contract = try Samples.contract(
            property: "        - {name: a, logicalType: string}\n        - {name: 'n', logicalType: number}"
        )
        let view = try ContractView(contract: contract, disclose: [""], mayReceiveRestricted: false)
        let message = try Samples.message("{ \"n\" : 1.50e0 ,\n \"a\" : \"\\u0041\\/b\" }")
        #expect(String(decoding: view.minimise(message), as: UTF8.self) == #"{"n":1.50e0,"a":"\u0041\/b"}"#)
        #expect(view.isWhole)
    }

    @Test func `the whole of a compact message is the message`() throws {
        let whole = try view([""], restricted: true)
        #expect(whole.isWhole)
        #expect(whole.withheld == [])
        #expect(try minimised(whole, Samples.episodeMessage) == Samples.episodeMessage)
        let byName = try view(contract.fields.map(\.pointer.description), restricted: true)
        #expect(byName.isWhole)
        #expect(try minimised(byName, Samples.episodeMessage) == Samples.episodeMessage)
    }

    @Test func `a restricted address drops locations and narratives, wherever it stands`() throws {
        let all = try view([""])
        #expect(!all.isWhole)
        let out = try minimised(all, Samples.episodeMessage)
        #expect(!out.contains("Hidden Lane"))
        #expect(!out.contains("circumstances"))
        #expect(out.contains("Ada Example"))
        let open = try Samples.edit(Samples.episodeMessage, #""addressRestricted":true"#, #""addressRestricted":false"#)
        #expect(try minimised(all, open) == open)
        // The mark is heeded even when it is itself withheld, and under an escaped name.
        let few = try view(["/child/address", "/risk"])
        #expect(try minimised(few, Samples.episodeMessage) == #"{"child":{},"risk":"high"}"#)
        let escaped = try Samples.edit(Samples.episodeMessage, "addressRestricted", "\\u0061ddressRestricted")
        #expect(try minimised(few, escaped) == #"{"child":{},"risk":"high"}"#)
    }

    @Test func `withheld fields leave the schema and its required list`() throws {
        let view = try view(["/episodeId", "/child/dateOfBirth"])
        #expect(view.schema["required"] == .array([.string("episodeId"), .string("child")]))
        #expect(view.schema["properties"]?["child"]?["properties"]?["name"] == nil)
        #expect(view.schema["properties"]?["child"]?["required"] == nil)
        #expect(view.schema["$id"] == .string(view.dataschema))
        #expect(view.dataschema == contract.dataschema + "/views/" + view.id)
    }

    @Test func `rules go with the fields they touch`() throws {
        func rules(_ view: ContractView) -> [String] {
            guard case .array(let rules)? = view.schema["x-rules"] else { return [] }
            return rules.map { rule in
                guard case .string(let id)? = rule["id"] else { return "bound" }
                return id
            }
        }
        #expect(
            rules(try view([""], restricted: true)) == [
                "bound", "child_nhs_number", "high_risk_says_why", "found_after_missing",
            ]
        )
        // Circumstances are a narrative, so they may be missing and the rule over them cannot stand.
        #expect(rules(try view([""])) == ["bound", "child_nhs_number", "found_after_missing"])
        #expect(rules(try view(["/foundAt", "/risk", "/circumstances"], restricted: true)) == ["high_risk_says_why"])
        #expect(rules(try view(["/foundAt", "/missingSince"])) == ["found_after_missing"])
    }

    @Test func `location and narrative fields are optional unless the clause may receive them`() throws {
        let contract = try Samples.contract(
            property: """
                        - name: place
                          logicalType: object
                          required: true
                          customProperties: [{property: location, value: true, vendor: gateway}]
                          properties:
                            - {name: postcode, logicalType: string, required: true}
                        - {name: addressRestricted, logicalType: boolean, required: true}
                """
        )
        let guarded = try ContractView(contract: contract, disclose: [""], mayReceiveRestricted: false)
        let trusted = try ContractView(contract: contract, disclose: [""], mayReceiveRestricted: true)
        #expect(guarded.schema["required"] == .array([.string("addressRestricted")]))
        #expect(guarded.schema["properties"]?["place"]?["required"] == .array([.string("postcode")]))
        #expect(trusted.schema["required"] == .array([.string("place"), .string("addressRestricted")]))
        #expect(guarded.id != trusted.id)
        let message = #"{"place":{"postcode":"M1 1AE"},"addressRestricted":true}"#
        #expect(try minimised(guarded, message) == #"{"addressRestricted":true}"#)
        #expect(try minimised(trusted, message) == message)
    }

    @Test func `a view is named after what it shows`() throws {
        let one = try view(["/risk", "/child/name"])
        let other = try view(["/child/name", "/risk", "/risk"])
        #expect(one.id == other.id)
        #expect(one.id.utf8.count == 16)
        #expect(try view(["/child", "/child/name"]).disclosed == ["/child"])
        #expect(try view(["/risk"]).id != one.id)
        #expect(FNV1a.hex("") == "cbf29ce484222325")
        #expect(FNV1a.hex("a") == "af63dc4c8601ec8c")
    }

    @Test func `unknown pointers are named`() throws {
        let error = try #require(throws: ContractView.UnknownFields.self) {
            try view(["/risk", "/kid", "/child/0", "risk", "/child/name/x"])
        }
        #expect(error.pointers == ["/child/0", "/child/name/x", "/kid", "risk"])
        #expect(error.description.hasPrefix("police.example-episode@1.0.0 has no field /child/0"))
    }

    @Test func `nothing disclosed is an empty object`() throws {
        let view = try view([])
        #expect(try minimised(view, Samples.episodeMessage) == "{}")
        #expect(try accepts(view, Array("{}".utf8)) == [])
    }

    @Test func `fields newer than the reviewed version stay withheld`() throws {
        let newer = try Samples.contract(
            Samples.edit(
                Samples.edit(
                    Samples.edit(Samples.episode, "version: '1.0.0'", "version: '1.1.0'"),
                    "example-episode/1.0.0'",
                    "example-episode/1.1.0'"
                ),
                "          - {name: addressRestricted,",
                "          - {name: nickname, logicalType: string}\n          - {name: addressRestricted,"
            )
        )
        let view = try ContractView(
            contract: newer,
            disclose: ["/child", "/risk"],
            mayReceiveRestricted: true,
            reviewed: contract
        )
        #expect(view.withheld.contains("/child/nickname"))
        #expect(!view.disclosed.contains("/child") && view.disclosed.contains("/child/name"))
        let message = try Samples.edit(Samples.episodeMessage, #""child":{"#, #""child":{"nickname":"Adders","#)
        #expect(newer.validate(try Samples.message(message)).errors == [])
        #expect(try !minimised(view, message).contains("Adders"))
        #expect(throws: ContractView.UnknownFields.self) {
            try ContractView(
                contract: newer,
                disclose: ["/child/nickname"],
                mayReceiveRestricted: true,
                reviewed: contract
            )
        }
    }

    @Test func `members that only look alike do not pass`() throws {
        let contract = try Samples.contract(
            property: "        - {name: Key, logicalType: string}",
            rules: ""
        )
        let view = try ContractView(contract: contract, disclose: ["/Key"], mayReceiveRestricted: true)
        let message = try Samples.message("{\"\u{212A}ey\":\"x\"}")
        #expect(!contract.validate(message).errors.isEmpty)
        #expect(String(decoding: view.minimise(message), as: UTF8.self) == "{}")
    }

    /// Many random allow-lists over several messages: whatever is left satisfies the view, and nothing withheld is left.
    @Test(arguments: 0..<60)
    func `every view accepts what it leaves of a valid message`(_ seed: Int) throws {
        var random = SplitMix(state: UInt64(seed) &* 0x9E37_79B9 &+ 7)
        for (contract, messages) in try PropertySamples.all() {
            let fields = contract.fields.map(\.pointer.description)
            let chosen = fields.filter { _ in random.next() % 3 == 0 }
            let view = try ContractView(contract: contract, disclose: chosen, mayReceiveRestricted: seed % 2 == 0)
            for message in messages {
                let node = try Samples.message(message)
                #expect(contract.validate(node).errors == [], "the sample is valid: \(message)")
                let out = view.minimise(node)
                #expect(try accepts(view, out) == [], "\(chosen): \(String(decoding: out, as: UTF8.self))")
                let left = try JSONDocument(out).root
                for pointer in view.withheld where pointer != "" {
                    let pattern = try #require(FieldPattern(parsing: pointer))
                    NodeWalk.visit(left, pattern.tokens[...]) { _, _ in Issue.record("\(pointer) is left by \(chosen)")
                    }
                }
                // Minimising twice changes nothing.
                #expect(view.minimise(left) == out || seed % 2 == 1)
            }
        }
    }
}

/// A small repeatable generator.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

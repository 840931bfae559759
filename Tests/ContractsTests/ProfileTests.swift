// SPDX-License-Identifier: Apache-2.0

import Contracts
import JSONSchema
import Testing

/// Each refusal is made by one edit of a good contract.
struct ProfileTests {
    struct Refusal: Sendable, CustomTestStringConvertible {
        let part: String
        let replacement: String
        /// How the pointer of the expected problem ends.
        let key: String
        var testDescription: String { "\(part) -> \(replacement)" }

        init(_ part: String, _ replacement: String, _ key: String) {
            (self.part, self.replacement, self.key) = (part, replacement, key)
        }
    }

    static let refusals: [Refusal] = [
        Refusal("apiVersion: v3.2.0", "apiVersion: v3.1.0", "/apiVersion"),
        Refusal("kind: DataContract", "kind: Table", "/kind"),
        Refusal("id: police.example-episode\n", "id: Police Episode\n", "/id"),
        Refusal("version: '1.0.0'", "version: 1.10", "/version"),
        Refusal("version: '1.0.0'", "version: '1.0'", "/version"),
        Refusal("status: active", "status: live", "/status"),
        Refusal("tags: [missing]", "tag: [missing]", "/tag"),
        Refusal("tags: [missing]", "tags: [12]", "/tags/0"),
        Refusal("purpose: Tell", "reason: Tell", "/description/reason"),
        Refusal("example-episode/1.0.0'}", "example-episode/1.0.1'}", "/authoritativeDefinitions/0/url"),
        Refusal("type: canonicalUrl", "type: businessDefinition", "/authoritativeDefinitions/0/type"),
        Refusal("physicalType: message", "physicalType: table", "/schema/0/physicalType"),
        Refusal("physicalType: message", "physicalType: json-schema", "/schema/0/customProperties"),
        Refusal(
            "value: uk.concordat.police.example-episode.v1",
            "value: uk.concordat.police.example-episode.v2",
            "/customProperties/0/value"
        ),
        Refusal("property: messageType", "property: messageKind", "/customProperties/0/property"),
        Refusal("pointer: /child\n", "pointer: /kid\n", "/value/0/pointer"),
        Refusal("pointer: /nhsNumber", "pointer: /child/nhsNumber", "/value/0/identifiers/0/pointer"),
        Refusal("role: associate", "role: friend", "/value/1/role"),
        Refusal("schemeFrom: /identifiers/*/scheme", "schemeFrom: /name", "/value/1/identifiers/0/schemeFrom"),
        Refusal(
            "{name: missingSince, logicalType: timestamp,",
            "{name: missingSince, logicalType: datetime,",
            "/logicalType"
        ),
        Refusal("{name: missingSince,", "{name: missing-since,", "/name"),
        Refusal("{name: missingSince,", "{name: foundAt,", "/name"),
        Refusal("minLength: 1, maxLength: 64", "minLength: 90, maxLength: 64", "/logicalTypeOptions/minLength"),
        Refusal("minLength: 1, maxLength: 64", "minLen: 1, maxLength: 64", "/logicalTypeOptions/minLen"),
        Refusal("minLength: 1, maxLength: 64", "maxLength: '64'", "/logicalTypeOptions/maxLength"),
        Refusal("format: yyyy-MM-dd", "format: dd/MM/yyyy", "/logicalTypeOptions/format"),
        Refusal("minimum: '1990-01-01'", "minimum: '1990-02-30'", "/logicalTypeOptions/minimum"),
        Refusal("pattern: '^[0-9]{10}$'", "pattern: '^(a)\\1$'", "/logicalTypeOptions/pattern"),
        Refusal("pattern: '^[0-9]{10}$'", "pattern: '^${X}$'", "/logicalTypeOptions/pattern"),
        Refusal("property: nullable", "property: nilable", "/customProperties/0/property"),
        Refusal("property: location, value: true", "property: location, value: 'true'", "/customProperties/0/value"),
        Refusal("value: special, vendor: gateway", "value: secret, vendor: gateway", "/customProperties/1/value"),
        Refusal(
            "property: narrative, value: true, vendor: gateway",
            "property: narrative, value: true",
            "/customProperties/0"
        ),
        Refusal("{value: medium, label: Medium}", "{value: low, label: Medium}", "/enum/1/value"),
        Refusal("{value: medium, label: Medium}", "{value: 2, label: Medium}", "/enum/1/value"),
        Refusal("{value: medium, label: Medium}", "{value: medium, name: Medium}", "/enum/1/name"),
        Refusal("classification: official}", "classification: secret}", "/classification"),
        Refusal("engine: json-schema", "engine: python", "/engine"),
        Refusal("severity: warning", "severity: info", "/severity"),
        Refusal("id: found_after_missing", "id: high_risk_says_why", "/id"),
        Refusal("id: found_after_missing\n", "name: found_after_missing\n", "/quality/1"),
        Refusal("{check: nhs-number}", "{check: date-not-in-future}", "/implementation"),
        Refusal("{check: nhs-number}", "{check: attendance-code}", "/implementation"),
        Refusal("then: {required: [circumstances]}", "then: {required: [circumstance]}", "/implementation"),
        Refusal("then: {required: [circumstances]}", "then: {$ref: '#'}", "/implementation"),
        Refusal("timestamp(this.missingSince)", "timestamp(this.missing)", "/implementation"),
        Refusal("timestamp(this.missingSince)", "timestamp(this.missingSince", "/implementation"),
        Refusal("timestamp(this.missingSince)", "now()", "/implementation"),
        Refusal("value: /foundAt", "value: /found", "/implementation"),
        Refusal("dimension: timeliness", "dimension: time", "/dimension"),
        Refusal("value: 6, unit: yr", "value: 6, unit: score", "/slaProperties/0"),
        Refusal("driver: regulatory", "drivers: regulatory", "/slaProperties/0/drivers"),
        Refusal("{username: lead@police.northshire.example, role: owner}", "{role: owner}", "/team/members/0"),
        Refusal("logicalTypeOptions: {maxItems: 20}", "partitioned: true", "/partitioned"),
    ]

    @Test(arguments: refusals)
    func `what is outside the profile is refused with its key and line`(_ refusal: Refusal) throws {
        let text = try Samples.edit(Samples.episode, refusal.part, refusal.replacement)
        let error = try #require(throws: ContractProblems.self) { try Samples.contract(text) }
        let problem = try #require(
            error.problems.first { $0.key.hasSuffix(refusal.key) },
            "no problem at \(refusal.key), but: \(error)"
        )
        #expect(problem.file == "contracts/test/1.odcs.yaml")
        #expect(!problem.mend.isEmpty)
        // The problem stands on the edited lines, or on the object that lacks a key.
        let start = text.prefix(upTo: try #require(text.firstRange(of: refusal.replacement)).lowerBound)
        let first = start.utf8.count { $0 == 0x0A } + 1
        #expect(try #require(problem.line) >= first - 6)
        #expect(try #require(problem.line) <= first + 12)
    }

    @Test func `the line is exact`() throws {
        let text = try Samples.edit(Samples.episode, "status: active", "status: live")
        let error = try #require(throws: ContractProblems.self) { try Samples.contract(text) }
        #expect(error.problems.map(\.line) == [6])
        #expect(error.description.hasPrefix("contracts/test/1.odcs.yaml:6: /status: "))
    }

    @Test func `all faults are found at once`() throws {
        let text = try Samples.edit(
            Samples.edit(Samples.episode, "status: active", "status: live"),
            "severity: warning",
            "severity: info"
        )
        let error = try #require(throws: ContractProblems.self) { try Samples.contract(text) }
        #expect(error.problems.count == 2)
    }

    @Test func `sixteen levels pass and seventeen do not`() throws {
        func nested(_ levels: Int) -> String {
            var lines = ""
            for level in 0..<levels {
                let indent = String(repeating: "    ", count: level)
                lines +=
                    "        \(indent)- name: a\n        \(indent)  logicalType: object\n        \(indent)  properties:\n"
            }
            return lines + "        " + String(repeating: "    ", count: levels) + "- {name: leaf, logicalType: string}"
        }
        _ = try Samples.contract(property: nested(15))
        let error = try #require(throws: ContractProblems.self) { try Samples.contract(property: nested(16)) }
        #expect(error.problems.contains { $0.problem == "nested deeper than 16 levels" })
    }

    @Test func `a contract read back from its canonical bytes is the same contract`() throws {
        let first = try Samples.contract(Samples.episode)
        let second = try Contract(odcs: try JSONValue(parsing: first.canonicalBytes))
        #expect(second.id == first.id)
        #expect(second.canonicalBytes == first.canonicalBytes)
        #expect(second.schema.canonical() == first.schema.canonical())
    }

    @Test func `a map's keys and values are checked and its keys never shown`() throws {
        let contract = try Samples.contract(
            property: """
                        - name: phones
                          logicalType: map
                          map:
                            key: {logicalType: string, logicalTypeOptions: {pattern: '^[a-z ]+$'}}
                            value: {logicalType: string, logicalTypeOptions: {maxLength: 5}}
                """
        )
        #expect(contract.validate(try Samples.message(#"{"phones":{"home":"123"}}"#)).errors == [])
        let long = contract.validate(try Samples.message(#"{"phones":{"ada example":"1234567"}}"#))
        #expect(long.errors.map(\.pointer) == ["/phones/*"])
        let key = contract.validate(try Samples.message(#"{"phones":{"Ada Example":"123"}}"#))
        #expect(!key.errors.isEmpty)
        #expect(!"\(key)".contains("Ada"))
    }

    @Test func `an open object accepts members that never pass on`() throws {
        let text = try Samples.edit(
            Samples.episode,
            "      - property: subjects\n",
            "      - {property: unknownProperties, value: ignore, vendor: gateway}\n      - property: subjects\n"
        )
        let contract = try Samples.contract(text)
        let message = try Samples.message(
            try Samples.edit(Samples.episodeMessage, #""risk""#, #""extra":{"a":1},"risk""#)
        )
        #expect(contract.validate(message).errors == [])
        let view = try ContractView(contract: contract, disclose: [""], mayReceiveRestricted: true)
        #expect(String(decoding: view.minimise(message), as: UTF8.self) == Samples.episodeMessage)
    }
}

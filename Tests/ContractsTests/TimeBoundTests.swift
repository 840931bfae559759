// SPDX-License-Identifier: Apache-2.0

import JSONSchema
import Testing

@testable import Contracts

/// Limits on times of day.
@Suite struct TimeBoundTests {
    private func contract(_ options: String) throws -> Contract {
        try Samples.contract(
            property: "        - {name: at, logicalType: time, logicalTypeOptions: {\(options)}}"
        )
    }

    private func rules(_ contract: Contract, _ time: String) throws -> [String] {
        contract.validate(try Samples.message("{\"at\":\"\(time)\"}")).errors.map(\.rule)
    }

    @Test(arguments: [
        ("08:30:00Z", true), ("08:29:59Z", false), ("08:29:59.999999999Z", false), ("16:00:00Z", true),
        ("16:00:00.000000001Z", false), ("16:00:00.5Z", false), ("09:30:00+01:00", true), ("09:29:59+01:00", false),
        ("08:30:00+01:00", false), ("15:30:00-01:00", false), ("15:00:00-01:00", true), ("12:00:00z", true),
        ("23:59:60Z", false), ("12:00:00.12345678901Z", true), ("17:00:00.12345678901Z", false),
    ]) func `a time is held to its limits as a moment of one day, whatever its offset`(
        _ time: String,
        _ isAllowed: Bool
    ) throws {
        let limits = [("minimum", "08:30:00Z"), ("maximum", "16:00:00Z")].compactMap { name, limit in
            TimeBound.Relation(rawValue: name).flatMap { TimeBound($0, limit: limit, kind: .time) }
        }
        #expect(limits.count == 2 && limits.allSatisfy { $0.allows(time) } == isAllowed)
    }

    @Test func `the date does not turn over`() throws {
        let bound = try #require(TimeBound(.minimum, limit: "00:00:00Z", kind: .time))
        #expect(!bound.allows("00:30:00+01:00") && bound.allows("23:30:00-01:00"))
    }

    @Test func `limits reach the ends or stop short of them, and a limit may have an offset of its own`() throws {
        let closed = try contract("minimum: '08:30:00+01:00', maximum: '16:00:00+01:00'")
        #expect(try rules(closed, "07:30:00Z") == [] && rules(closed, "15:00:00Z") == [])
        #expect(try rules(closed, "07:29:00Z") == ["minimum"] && rules(closed, "15:01:00Z") == ["maximum"])
        let open = try contract("exclusiveMinimum: '08:30:00Z', exclusiveMaximum: '16:00:00Z'")
        #expect(try rules(open, "08:30:00Z") == ["exclusiveMinimum"] && rules(open, "08:30:01Z") == [])
        #expect(try rules(open, "16:00:00Z") == ["exclusiveMaximum"] && rules(open, "15:59:59Z") == [])
    }

    @Test func `what is no time is told by the schema alone`() throws {
        let contract = try contract("minimum: '08:30:00Z'")
        for text in ["07:00", "07:00:00", "2026-09-01", "2026-09-01T07:00:00Z", "early"] {
            #expect(try rules(contract, text) == ["format"], "\(text)")
        }
    }

    @Test(arguments: ["minimum: '08:30'", "minimum: '08:30:00'", "maximum: '2026-09-01'", "maximum: 8", "pattern: x"])
    func `a limit that is no time with its offset is refused where it stands`(_ option: String) throws {
        let error = try #require(throws: ContractProblems.self) { try contract(option) }
        let key = option.prefix { $0 != ":" }
        let place = "/schema/0/properties/0/logicalTypeOptions/\(key)"
        #expect(error.problems.map(\.key) == [place])
        #expect(error.problems.allSatisfy { $0.line != nil && !$0.mend.isEmpty })
    }

    @Test func `the published schema lists the limit as a rule and asserts only the format`() throws {
        let schema = try contract("minimum: '08:30:00Z', timezone: true").schema
        let text = String(decoding: schema.serialised(), as: UTF8.self)
        #expect(text.contains(#""check":"minimum","value":"08:30:00Z""#))
        #expect(!text.contains(#""minimum":"#))
    }

    @Test func `a limit made narrower breaks senders, with a time that shows it`() throws {
        let old = try contract("minimum: '08:30:00Z'"), new = try contract("minimum: '08:45:00Z'")
        let comparison = ContractComparison(old: old, new: new)
        #expect(comparison.verdict(for: .producer) == .major && comparison.verdict(for: .consumer) != .major)
        let sample = try #require(comparison.changes.flatMap(\.samples).first)
        #expect(sample.side == .producer && sample.violations.map(\.rule) == ["minimum"])
    }
}

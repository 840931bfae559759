// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// Shapes that several parts of a referral have in common.
enum Parts {
    static func name(given: [String], family: String?) -> Value? {
        .entry([
            ("given", given.isEmpty ? nil : .string(given.joined(separator: " "))),
            ("family", family.map(Value.string)),
        ])
    }

    static func location(lines: [String], town: String?, county: String?, postcode: String?) -> Value? {
        .entry([
            ("lines", .list(lines.map(Value.string))),
            ("town", town.map(Value.string)),
            ("county", county.map(Value.string)),
            ("postcode", postcode.map(Value.string)),
        ])
    }

    static func contact(phones: [String], emails: [String]) -> Value? {
        .entry([("phones", .list(distinct(phones))), ("emails", .list(distinct(emails)))])
    }

    static func organisation(ods: String?, name: String?) -> Value? {
        .entry([("ods", ods.map(Value.string)), ("name", name.map(Value.string))])
    }

    /// A coded reason or relationship; nothing when it has neither code nor text.
    static func coded(code: String?, system: String?, text: String?) -> Value? {
        guard code != nil || text != nil else { return nil }
        return .entry([
            ("code", code.map(Value.string)),
            ("system", code == nil ? nil : system.map(Value.string)),
            ("text", text.map(Value.string)),
        ])
    }

    private static func distinct(_ texts: [String]) -> [Value] {
        var seen: Set<[UInt8]> = []
        return texts.filter { seen.insert(Array($0.utf8)).inserted }.map(Value.string)
    }
}

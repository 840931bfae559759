// SPDX-License-Identifier: Apache-2.0

internal import Contracts
internal import JSONSchema

extension AgreementReader {
    static let clauseKeys = [
        "id", "effect", "contracts", "from", "to", "match", "when", "purposes", "discloser", "recipient", "disclose",
        "mode", "onward", "recipientRetention", "duty", "lower", "mayReceiveRestricted",
    ]

    mutating func readClause(_ section: Section) -> Agreement.Clause? {
        let effect: Agreement.Clause.Effect? = reader.choice(section, "effect", default: nil)
        let permits = effect != .deny
        let mode: Agreement.Clause.Mode? = reader.choice(section, "mode", default: .content)
        let onward: Agreement.Clause.Onward? = reader.choice(section, "onward", default: Agreement.Clause.Onward.none)
        let contracts = readContracts(section, permits: permits)
        let from = endpoints(section, "from"), to = endpoints(section, "to")
        let match = readMatch(section), when = readConditions(section)
        let purposes = readPurposes(section, required: permits)
        let discloser = readBases(section, "discloser", required: permits)
        let recipient = readBases(section, "recipient", required: permits)
        let selection = readSelection(section, required: permits && mode == .content)
        let retention = reader.text(section, "recipientRetention", required: false)
        let duty = readDuty(section, match: match, purposes: purposes)
        let lowered = Set(reader.texts(section, "lower", required: false).map(\.text))
        let restricted = reader.flag(section, "mayReceiveRestricted")
        refuseDisclosureTerms(section, permits: permits, mode: mode)
        guard let id = reader.identifier(section, "id"), let effect, let mode, let onward else { return nil }
        return Agreement.Clause(
            id: id,
            effect: effect,
            contracts: contracts,
            from: from,
            to: to,
            match: match,
            when: when,
            purposes: purposes,
            discloser: discloser,
            recipient: recipient,
            selection: selection,
            mode: mode,
            onward: onward,
            recipientRetention: retention,
            duty: duty,
            lowered: lowered,
            mayReceiveRestricted: restricted
        )
    }

    private mutating func readContracts(_ section: Section, permits: Bool) -> [Agreement.ContractScope] {
        var scopes: [Agreement.ContractScope] = []
        for (text, pointer) in reader.texts(section, "contracts") {
            if let minor = ContractMinor(parsing: text) {
                scopes.append(Agreement.ContractScope(major: ContractMajor(minor), minor: minor.minor))
            } else if !permits, let major = ContractMajor(parsing: text) {
                scopes.append(Agreement.ContractScope(major: major, minor: nil))
            } else {
                reader.fault(
                    pointer,
                    "this is not a contract and its reviewed minor version",
                    "write it like police.missing-episode@1.2"
                )
            }
        }
        for (index, scope) in scopes.enumerated() where scopes[..<index].contains(where: { $0.major == scope.major }) {
            reader.fault(
                section.pointer(to: "contracts"),
                "a contract is listed twice",
                "keep one reviewed version of each"
            )
        }
        return scopes
    }

    private mutating func endpoints(_ section: Section, _ key: String) -> [Endpoint] {
        reader.texts(section, key).map { Endpoint(parsing: $0.text) }
    }

    private mutating func readMatch(_ section: Section) -> [Agreement.Clause.Match] {
        var matches: [Agreement.Clause.Match] = []
        for entry in reader.sections(section, "match", keys: ["pointer", "recipient", "sender"]) {
            let party: Agreement.Clause.Match.Party = entry["sender"] == nil ? .recipient : .sender
            if party == .sender, entry["recipient"] != nil {
                reader.fault(
                    entry.pointer(to: "sender"),
                    "a match ties the record to one end",
                    "write one match for the recipient and another for the sender"
                )
            }
            guard let pointer = pattern(entry, "pointer"), let scheme = reader.identifier(entry, party.rawValue) else {
                continue
            }
            matches.append(Agreement.Clause.Match(party: party, pointer: pointer, scheme: scheme))
        }
        return matches
    }

    /// One condition, or a list of them.
    private mutating func readConditions(_ section: Section) -> [Agreement.Clause.Condition] {
        guard let value = section["when"] else { return [] }
        let pointer = section.pointer(to: "when")
        let placed =
            value.list.map { $0.enumerated().map { ($0.element, pointer.appending($0.offset)) } } ?? [(value, pointer)]
        var conditions: [Agreement.Clause.Condition] = []
        for (value, place) in placed {
            guard let entry = reader.section(value, place, keys: ["pointer", "equals"]) else { continue }
            guard let field = pattern(entry, "pointer"),
                let equals = reader.value(entry, "equals", required: true, expects: "a value")
            else { continue }
            guard equals.list == nil, equals.mapping == nil else {
                reader.fault(
                    entry.pointer(to: "equals"),
                    "only plain values can be compared",
                    "give a text, number or truth value"
                )
                continue
            }
            conditions.append(Agreement.Clause.Condition(pointer: field, equals: equals))
        }
        return conditions
    }

    private mutating func pattern(_ section: Section, _ key: String) -> FieldPattern? {
        guard let text = reader.text(section, key) else { return nil }
        return pattern(text, section.pointer(to: key))
    }

    private mutating func pattern(_ text: String, _ pointer: JSONPointer) -> FieldPattern? {
        guard let pattern = FieldPattern(parsing: text), pattern != .root else {
            reader.fault(pointer, "this is not a field", "write a pointer such as /child/name or /concerns/*/type")
            return nil
        }
        return pattern
    }

    private mutating func readSelection(_ section: Section, required: Bool) -> Agreement.Clause.Selection {
        if section["disclose"]?.text == "whole" { return .whole }
        let entries = reader.texts(section, "disclose", required: required)
        return .fields(entries.compactMap { pattern($0.text, $0.pointer) })
    }

    private mutating func readDuty(
        _ section: Section,
        match: [Agreement.Clause.Match],
        purposes: [String]
    ) -> Agreement.Clause.Duty? {
        guard section["duty"] != nil else { return nil }
        let duty: Agreement.Clause.Duty? = reader.choice(section, "duty", default: nil)
        if !match.contains(where: { $0.party == .recipient }) {
            reader.fault(
                section.pointer(to: "duty"),
                "a duty to notify needs to know whom",
                "give at least one match of the recipient"
            )
        }
        if purposes.count != 1 {
            reader.fault(
                section.pointer(to: "purposes"),
                "a duty to notify has one purpose",
                "keep one, or split the clause"
            )
        }
        return duty
    }

    /// Refuses terms that would have no effect and so would mislead a reader.
    private mutating func refuseDisclosureTerms(_ section: Section, permits: Bool, mode: Agreement.Clause.Mode?) {
        let idle: [String]
        switch (permits, mode) {
        case (false, _):
            idle = ["disclose", "mode", "onward", "recipientRetention", "duty", "lower", "mayReceiveRestricted"]
        case (true, .existence): idle = ["disclose", "mayReceiveRestricted"]
        case (true, _): idle = []
        }
        for key in idle where section[key] != nil {
            reader.fault(section.pointer(to: key), "the key has no effect in this clause", "remove it")
        }
    }
}

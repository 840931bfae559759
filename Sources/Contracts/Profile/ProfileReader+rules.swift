// SPDX-License-Identifier: Apache-2.0

import JSONSchema

extension ProfileReader {
    /// Reads the checked rules under `quality`; documentation rules are looked over and left.
    mutating func rules(_ entry: Entry, on kind: Shape.Kind) -> [RuleDraft] {
        var drafts: [RuleDraft] = []
        for item in list(entry, "quality") {
            let isCustom = item.value["type"]?.asText == "custom"
            let keys = isCustom ? ProfileKeys.quality : ProfileKeys.qualityDocumentation
            guard let rule = self.entry(item.value, at: item.place, keys: keys, what: "a quality rule"),
                let type = word(rule, "type", among: ["text", "library", "sql", "custom"], isRequired: true)
            else { continue }
            checkTags(rule)
            _ = authoritativeDefinitions(rule)
            _ = word(rule, "dimension", among: ProfileKeys.dimensions)
            guard type == "custom" else {
                if type == "text" { _ = text(rule, "description", isRequired: true) }
                _ = customProperties(rule, known: [:])
                continue
            }
            if let draft = customRule(rule, on: kind) { drafts.append(draft) }
        }
        return drafts
    }

    private mutating func customRule(_ rule: Entry, on kind: Shape.Kind) -> RuleDraft? {
        let severity = word(rule, "severity", among: ["error", "warning"]).flatMap(RuleDraft.Severity.init(rawValue:))
        let customs = customProperties(rule, known: ["path": .pointer])
        let report = customs["path"]?.value.asText.flatMap(FieldPattern.init(parsing:)) ?? .root
        guard let id = ruleID(rule), let description = text(rule, "description", isRequired: true),
            let engine = word(rule, "engine", among: ["json-schema", "cel", "gateway"], isRequired: true)
        else { return nil }
        let place = rule.place("implementation")
        guard let implementation = rule["implementation"] else {
            note(rule.place, "implementation is missing", "add implementation")
            return nil
        }
        guard let body = body(engine, implementation, place, on: kind) else { return nil }
        return RuleDraft(
            id: id,
            description: description,
            severity: severity ?? .error,
            body: body,
            report: report,
            place: place
        )
    }

    private static let ruleIDForm = TextForm("[a-z][a-z0-9_]{0,79}")

    private mutating func ruleID(_ rule: Entry) -> String? {
        guard let id = text(rule, "id", isRequired: true) else { return nil }
        guard Self.ruleIDForm.holds(for: id) else {
            note(rule.place("id"), "is not a rule id", "use lower-case letters, digits and underscores")
            return nil
        }
        guard ruleIDs.insert(id).inserted else {
            note(rule.place("id"), "another rule of this contract has this id", "give each rule an id of its own")
            return nil
        }
        return id
    }

    private mutating func body(
        _ engine: String,
        _ implementation: JSONValue,
        _ place: JSONPointer,
        on kind: Shape.Kind
    ) -> RuleDraft.Body? {
        switch engine {
        case "json-schema":
            guard implementation.asMembers != nil else {
                note(place, "must be a JSON Schema object", "write the fragment as YAML, not as text")
                return nil
            }
            return .fragment(implementation)
        case "cel":
            guard let text = implementation.asText else {
                note(place, "must be the text of a CEL expression", "quote the expression")
                return nil
            }
            return .cel(text)
        default:
            guard kind == .string || kind == .integer else {
                note(place, "named checks are for string and integer fields", "move the rule to the field it checks")
                return nil
            }
            return .check(implementation)
        }
    }
}

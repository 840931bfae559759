// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// What a contract says about itself, as name and value: owner, law, retention and service levels.
struct ContractFactRows {
    let rows: [(name: String, value: String)]

    init(_ contract: Contract) {
        let facts = contract.facts
        // The canonical bytes are the compiled file itself.
        let file = (try? JSONValue(parsing: contract.canonicalBytes)) ?? .null
        var rows: [(name: String, value: String)] = []
        func add(_ name: String, _ value: String?) {
            if let value, !value.isEmpty { rows.append((name, value)) }
        }
        add("Use", facts.usage)
        add("Not for", facts.limitations)
        add("Status", facts.status)
        add("Message type", contract.messageType)
        add("Also held to", contract.foreignSchema.map { "the schema of \($0.url), pinned by SHA-256 \($0.sha256)" })
        add("One message is", file["schema"]?.asElements?.first?["dataGranularityDescription"]?.asText)
        add("Record key", Self.key(contract))
        add("Owner", Self.owner(file, facts))
        add("Contact", Self.joined(file["support"], Self.contact))
        add("Roles", Self.joined(file["roles"], Self.role))
        add("Retention", facts.retention.map { "\(Self.spoken($0)), under the contract; an agreement may say less" })
        add("Service levels", Self.joined(file["slaProperties"], Self.level))
        add(
            "About whom",
            contract.subjects.map { "\($0.role.rawValue) at \($0.pointer.spoken)" }.joined(separator: "; ")
        )
        add("Stricter data", Self.categories(contract))
        add("Law and guidance", Self.joined(file["authoritativeDefinitions"], Self.definition))
        let own = file["description"]?["authoritativeDefinitions"]
        add("Assessment and privacy", Self.joined(own, Self.definition))
        for custom in file["customProperties"]?.asElements ?? [] {
            guard let name = custom["property"]?.asText, let value = custom["value"]?.asText else { continue }
            add(name, value)
        }
        add("Tags", facts.tags.joined(separator: ", "))
        self.rows = rows
    }

    private static func joined(_ list: JSONValue?, _ words: (JSONValue) -> String?) -> String? {
        list?.asElements?.compactMap(words).joined(separator: "; ")
    }

    /// Which fields tell one record from another, named as people name them.
    private static func key(_ contract: Contract) -> String? {
        let names = contract.recordKey.map { field in
            contract.shape.descendant(field.tokens)?.title.map { "\($0) (\(field))" } ?? field.description
        }
        guard !names.isEmpty else { return nil }
        return "\(names.spoken("and")); two records in which this is the same are about the same thing"
    }

    private static func owner(_ file: JSONValue, _ facts: ContractFacts) -> String {
        let members = facts.team.map { member in member.username + (member.role.map { " (\(spaced($0)))" } ?? "") }
        return ([file["team"]?["name"]?.asText].compactMap(\.self) + members).joined(separator: ", ")
    }

    private static func contact(_ support: JSONValue) -> String? {
        [support["channel"]?.asText, support["url"]?.asText].compactMap(\.self).joined(separator: ", ")
    }

    private static func role(_ role: JSONValue) -> String? {
        guard let name = role["role"]?.asText else { return nil }
        let access = role["access"]?.asText.map { " (\($0))" } ?? ""
        return name + access + (role["description"]?.asText.map { ": \($0)" } ?? "")
    }

    private static func level(_ level: JSONValue) -> String? {
        guard let name = level["property"]?.asText, name != "retention", let value = level["value"] else { return nil }
        let text = value.asText ?? String(decoding: value.serialised(), as: UTF8.self)
        return "\(spaced(name)) \(text)" + (level["unit"]?.asText.map { " \($0)" } ?? "")
    }

    private static func definition(_ definition: JSONValue) -> String? {
        guard let type = definition["type"]?.asText, type != "canonicalUrl", let url = definition["url"]?.asText else {
            return nil
        }
        return "\(spaced(type)): " + (definition["description"]?.asText.map { "\($0), " } ?? "") + url
    }

    private static func categories(_ contract: Contract) -> String {
        let outer = contract.fields.filter { $0.dataCategory != .ordinary }
        return ContractField.DataCategory.allCases.filter { $0 != .ordinary }.compactMap { category in
            let fields = outer.filter { $0.dataCategory == category }.map(\.pointer)
            let outermost = fields.filter { field in !fields.contains { $0 != field && $0.covers(field) } }
            return outermost.isEmpty
                ? nil : "\(category.rawValue): " + outermost.map(\.description).joined(separator: ", ")
        }.joined(separator: "; ")
    }

    private static func spoken(_ retention: Retention) -> String {
        let unit =
            switch retention.unit {
            case .day: "day"
            case .week: "week"
            case .month: "month"
            case .year: "year"
            }
        return "\(retention.value) \(unit)\(retention.value == 1 ? "" : "s")"
    }

    /// `dataProtectionOfficer` as people write it.
    private static func spaced(_ name: String) -> String {
        name.reduce(into: "") { $0 += $1.isUppercase ? " \($1.lowercased())" : String($1) }
    }
}

// SPDX-License-Identifier: Apache-2.0

import JSONSchema

extension ProfileReader {
    /// Reads a whole file; nil when `problems` says why.
    mutating func contract(_ odcs: JSONValue) -> ContractDraft? {
        refuseVariables(odcs, .root)
        guard let root = entry(odcs, at: .root, keys: ProfileKeys.contract, what: "a contract") else { return nil }
        _ = word(root, "apiVersion", among: ["v3.2.0"], isRequired: true)
        _ = word(root, "kind", among: ["DataContract"], isRequired: true)
        let id = identity(root)
        let url = canonicalURL(root, id)
        let description = purpose(root)
        checkDocumentation(root)
        _ = customProperties(root, known: [:])
        let message = message(root, id)
        let facts = ContractFacts(
            title: text(root, "name", isRequired: true) ?? "",
            purpose: description.purpose ?? "",
            limitations: description.limitations,
            usage: description.usage,
            status: word(root, "status", among: ProfileKeys.statuses),
            domain: text(root, "domain"),
            tenant: text(root, "tenant"),
            tags: list(root, "tags").compactMap(\.value.asText),
            retention: retention(root),
            team: team(root),
            messageTitle: message?.shape.title,
            messageDescription: message?.shape.description
        )
        guard problems.isEmpty, let id, let url, let message else { return nil }
        return ContractDraft(
            id: id,
            facts: facts,
            canonicalURL: url,
            messageType: message.type,
            shape: message.shape,
            subjects: message.subjects,
            recordKey: message.recordKey,
            foreign: message.foreign
        )
    }

    private mutating func identity(_ root: Entry) -> ContractID? {
        guard let name = text(root, "id", isRequired: true), let version = text(root, "version", isRequired: true)
        else {
            return nil
        }
        guard ContractID.isName(name) else {
            note(root.place("id"), "is not a contract name", "use lower-case words joined by dots and hyphens")
            return nil
        }
        guard let id = ContractID(name: name, version: version) else {
            note(root.place("version"), "is not three integers joined by dots", "write the version as '1.2.0'")
            return nil
        }
        return id
    }

    private mutating func canonicalURL(_ root: Entry, _ id: ContractID?) -> String? {
        let canonical = authoritativeDefinitions(root).filter { $0.type == "canonicalUrl" }
        guard canonical.count == 1 else {
            note(
                root.place("authoritativeDefinitions"),
                "one definition of type canonicalUrl is needed",
                "give the contract's own https address once"
            )
            return nil
        }
        let (url, place) = (canonical[0].url, canonical[0].place.appending("url"))
        guard ProfileReader.isPlainAddress(url) else {
            note(place, "must be an https address without query or fragment", "correct the address")
            return nil
        }
        if let id, !url.hasSuffix("/\(id.name)/\(id.version)") {
            note(place, "must end in the contract's id and version", "end it in /\(id.name)/\(id.version)")
        }
        return url
    }

    /// An https address without query or fragment.
    static func isPlainAddress(_ url: String) -> Bool {
        url.hasPrefix("https://") && !url.utf8.contains { "?#\" \\".utf8.contains($0) || $0 < 0x21 }
    }

    private mutating func purpose(_ root: Entry) -> (purpose: String?, limitations: String?, usage: String?) {
        let place = root.place("description")
        guard
            let entry = entry(root["description"], at: place, keys: ProfileKeys.description, what: "the description")
        else {
            if root["description"] == nil { note(.root, "description is missing", "say the purpose of the contract") }
            return (nil, nil, nil)
        }
        _ = authoritativeDefinitions(entry)
        _ = customProperties(entry, known: [:])
        return (text(entry, "purpose", isRequired: true), text(entry, "limitations"), text(entry, "usage"))
    }

    private mutating func retention(_ root: Entry) -> Retention? {
        var found: Retention?
        for (value, place) in list(root, "slaProperties") where value["property"]?.asText == "retention" {
            guard let count = value["value"]?.asInteger, (1...1000).contains(count),
                let unit = value["unit"]?.asText.flatMap(Retention.Unit.init(odcs:))
            else {
                note(
                    place,
                    "a retention is a positive whole number of days, weeks, months or years",
                    "write value: 6, unit: yr"
                )
                continue
            }
            guard found == nil else {
                note(place, "a second retention", "keep one: a contract has one message")
                continue
            }
            found = Retention(value: count, unit: unit)
        }
        return found
    }

    private mutating func team(_ root: Entry) -> [ContractFacts.Member] {
        let place = root.place("team")
        guard let team = entry(root["team"], at: place, keys: ProfileKeys.team, what: "the team") else { return [] }
        var members: [ContractFacts.Member] = []
        for item in list(team, "members") {
            let keys = ProfileKeys.teamMember
            guard let member = entry(item.value, at: item.place, keys: keys, what: "a team member"),
                let username = text(member, "username", isRequired: true)
            else { continue }
            members.append(ContractFacts.Member(username: username, role: text(member, "role")))
        }
        return members
    }
}

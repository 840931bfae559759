// SPDX-License-Identifier: Apache-2.0

import JSONSchema

extension ProfileReader {
    /// Checks the parts of the file that only people read.
    mutating func checkDocumentation(_ root: Entry) {
        checkTags(root)
        for (index, role) in list(root, "roles").enumerated() {
            check(role.value, root.place("roles").appending(String(index)), ProfileKeys.role, "a role", needs: ["role"])
        }
        for item in list(root, "support") {
            check(item.value, item.place, ProfileKeys.support, "a support channel", needs: ["channel"])
        }
        for item in list(root, "slaProperties") {
            check(item.value, item.place, ProfileKeys.sla, "a service level", needs: ["property", "value"])
        }
    }

    mutating func checkTags(_ entry: Entry) {
        for tag in list(entry, "tags") where tag.value.asText == nil {
            note(tag.place, "a tag must be text", "put the tag in quotes")
        }
    }

    mutating func check(
        _ value: JSONValue,
        _ place: JSONPointer,
        _ keys: Set<String>,
        _ what: String,
        needs: [String]
    ) {
        guard let entry = entry(value, at: place, keys: keys, what: what) else { return }
        for name in needs where entry[name] == nil { note(place, "\(name) is missing", "add \(name)") }
        checkTags(entry)
        _ = authoritativeDefinitions(entry)
        _ = customProperties(entry, known: [:])
    }

    /// The type and URL of each definition named; refuses the types that ODCS tools fetch over the network.
    mutating func authoritativeDefinitions(_ entry: Entry) -> [(type: String, url: String, place: JSONPointer)] {
        var found: [(type: String, url: String, place: JSONPointer)] = []
        for item in list(entry, "authoritativeDefinitions") {
            let keys = ProfileKeys.authoritativeDefinition
            guard let definition = self.entry(item.value, at: item.place, keys: keys, what: "a definition"),
                let type = text(definition, "type", isRequired: true),
                let url = text(definition, "url", isRequired: true)
            else { continue }
            if ["businessDefinition", "definition", "semantics"].contains(type) {
                note(
                    item.place.appending("type"),
                    "tools fetch definitions of this type over the network",
                    "use another type, such as tutorial or glossary"
                )
            }
            found.append((type, url, item.place))
        }
        return found
    }

    /// Refuses `${…}` anywhere: other ODCS tools would put a variable's value there.
    mutating func refuseVariables(_ value: JSONValue, _ place: JSONPointer) {
        switch value {
        case .string(let text):
            guard text.utf8.firstRange(of: "${".utf8) != nil else { return }
            note(place, "variables are not allowed", "write the value itself; in a pattern, write \\$ or [$]")
        case .array(let elements):
            for (index, element) in elements.enumerated() { refuseVariables(element, place.appending(String(index))) }
        case .object(let members):
            for member in members { refuseVariables(member.value, place.appending(member.name)) }
        case .null, .bool, .number:
            return
        }
    }
}

extension Collection<UInt8> {
    /// Where the bytes first occur.
    func firstRange(of needle: some Collection<UInt8>) -> Index? {
        var start = startIndex
        while start != endIndex {
            if self[start...].starts(with: needle) { return start }
            formIndex(after: &start)
        }
        return nil
    }
}

// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// Reads an ODCS document under the message profile, collecting every fault instead of stopping at the first.
struct ProfileReader {
    /// An object of the file and where it stands.
    struct Entry {
        let place: JSONPointer
        let members: [JSONMember]

        subscript(_ name: String) -> JSONValue? { members.first { $0.name == name }?.value }

        func place(_ name: String) -> JSONPointer { place.appending(name) }
    }

    /// The deepest nesting of objects and arrays in a message.
    static let maxNesting = 16

    let source: YAMLSource?
    private(set) var problems: [FileProblem] = []
    var ruleIDs: Set<String> = []
    /// The message is described by the schema of another body, of which the contract declares only the fields that matter.
    var isForeign = false

    init(source: YAMLSource?) {
        self.source = source
    }

    /// A fault that lies in another file.
    mutating func note(_ problem: FileProblem) {
        problems.append(problem)
    }

    mutating func note(_ place: JSONPointer, _ problem: String, _ mend: String) {
        problems.append(
            FileProblem(
                file: source?.file ?? "contract",
                line: source?.line(of: place),
                key: place.description,
                problem: problem,
                mend: mend
            )
        )
    }

    /// The value as an object with none but the allowed keys.
    mutating func entry(_ value: JSONValue?, at place: JSONPointer, keys: Set<String>, what: String) -> Entry? {
        guard let value else { return nil }
        guard let members = value.asMembers else {
            note(place, "\(what) must be an object", "write it as key: value pairs")
            return nil
        }
        for member in members where !keys.contains(member.name) {
            note(
                place.appending(member.name),
                "this key is not part of \(what) in the message profile",
                "remove it, or use one of: \(keys.sorted().joined(separator: ", "))"
            )
        }
        return Entry(place: place, members: members)
    }

    /// The elements of a list, each with its place; empty when absent.
    mutating func list(_ entry: Entry, _ name: String) -> [(value: JSONValue, place: JSONPointer)] {
        guard let value = entry[name] else { return [] }
        let place = entry.place(name)
        guard let elements = value.asElements else {
            note(place, "must be a list", "write it as a list")
            return []
        }
        return elements.enumerated().map { ($0.element, place.appending(String($0.offset))) }
    }

    mutating func text(_ entry: Entry, _ name: String, isRequired: Bool = false) -> String? {
        guard let value = entry[name] else {
            if isRequired { note(entry.place, "\(name) is missing", "add \(name)") }
            return nil
        }
        guard let text = value.asText else {
            note(entry.place(name), "must be text", "put the value in quotes")
            return nil
        }
        guard !text.isEmpty else {
            note(entry.place(name), "must not be empty", "write a value or remove the key")
            return nil
        }
        return text
    }

    mutating func flag(_ entry: Entry, _ name: String) -> Bool {
        guard let value = entry[name] else { return false }
        guard let flag = value.asBool else {
            note(entry.place(name), "must be true or false", "write true or false without quotes")
            return false
        }
        return flag
    }

    /// The text when it is one of the allowed words.
    mutating func word(_ entry: Entry, _ name: String, among words: Set<String>, isRequired: Bool = false) -> String? {
        guard let text = text(entry, name, isRequired: isRequired) else { return nil }
        guard words.contains(text) else {
            note(
                entry.place(name),
                "is not a word the message profile knows here",
                "use one of: \(words.sorted().joined(separator: ", "))"
            )
            return nil
        }
        return text
    }
}

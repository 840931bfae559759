// SPDX-License-Identifier: Apache-2.0

internal import Contracts
internal import JSONSchema

/// Reads one document key by key and goes on after a fault, so that the author sees all of them at once.
struct DocumentReader {
    let document: BookDocument
    private(set) var problems: [FileProblem] = []

    init(_ document: BookDocument) {
        self.document = document
    }

    mutating func fault(_ pointer: JSONPointer, _ problem: String, _ mend: String) {
        problems.append(document.problem(pointer, problem, mend))
    }

    /// The whole document as a mapping of known keys, its `apiVersion` and `kind` checked.
    mutating func root(keys: [String]) -> Section? {
        guard let root = section(document.value, .root, keys: keys + ["apiVersion", "kind"]) else { return nil }
        if root["apiVersion"]?.text != "concordat/v1" {
            fault(root.pointer(to: "apiVersion"), "the version of the format is not known", "write concordat/v1")
        }
        if let kind = document.kind.documentKind, root["kind"]?.text != kind {
            fault(root.pointer(to: "kind"), "the kind does not fit", "write \(kind)")
        }
        return root
    }

    /// A mapping whose keys are all known.
    mutating func section(_ value: JSONValue, _ pointer: JSONPointer, keys: [String]) -> Section? {
        guard let members = value.mapping else {
            fault(pointer, "this must be a mapping", "write keys and values")
            return nil
        }
        for member in members where !keys.contains(member.name) {
            fault(
                pointer.appending(member.name),
                "the key is not known here",
                "remove it or use one of: \(keys.sorted().joined(separator: ", "))"
            )
        }
        return Section(members: members, pointer: pointer)
    }

    mutating func section(_ parent: Section, _ key: String, keys: [String], required: Bool = true) -> Section? {
        guard let value = value(parent, key, required: required, expects: "a mapping") else { return nil }
        return section(value, parent.pointer(to: key), keys: keys)
    }

    /// The mappings of a list; an absent list that is not required is empty.
    mutating func sections(_ parent: Section, _ key: String, keys: [String], required: Bool = false) -> [Section] {
        elements(parent, key, required: required).compactMap { section($0.value, $0.pointer, keys: keys) }
    }

    /// The elements of a list with their places.
    mutating func elements(
        _ parent: Section,
        _ key: String,
        required: Bool
    ) -> [(value: JSONValue, pointer: JSONPointer)] {
        guard let value = value(parent, key, required: required, expects: "a list") else { return [] }
        let pointer = parent.pointer(to: key)
        guard let elements = value.list else {
            fault(pointer, "this must be a list", "write one entry a line, each after a dash")
            return []
        }
        if required, elements.isEmpty { fault(pointer, "the list is empty", "give at least one entry") }
        return elements.enumerated().map { ($0.element, pointer.appending($0.offset)) }
    }

    mutating func value(_ parent: Section, _ key: String, required: Bool, expects: String) -> JSONValue? {
        let value = parent[key]
        if value == nil, required { fault(parent.pointer(to: key), "the key is missing", "give \(expects)") }
        return value
    }
}

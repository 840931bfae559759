// SPDX-License-Identifier: Apache-2.0

package import JSONSchema

extension CodeList {
    /// Reads a document of kind `CodeList`.
    ///
    /// `source`: the text the document came from, to give lines in problems.
    /// Throws every problem found.
    package init(reading document: JSONValue, source: YAMLSource? = nil) throws(ContractProblems) {
        var reader = ProfileReader(source: source)
        let list = reader.codeList(document)
        guard let list, reader.problems.isEmpty else { throw ContractProblems(reader.problems) }
        self = list
    }

    static let keys: Set<String> = ["apiVersion", "kind", "id", "title", "source", "codes"]
    static let sourceKeys: Set<String> = ["citation", "url"]
    static let codeKeys: Set<String> = ["value", "label", "note", "validFrom", "validTo", "replacedBy"]
}

extension ProfileReader {
    /// Reads a whole list; where it is nil, `problems` says why.
    fileprivate mutating func codeList(_ document: JSONValue) -> CodeList? {
        guard let root = entry(document, at: .root, keys: CodeList.keys, what: "a code list") else { return nil }
        _ = word(root, "apiVersion", among: ["concordat/v1"], isRequired: true)
        _ = word(root, "kind", among: ["CodeList"], isRequired: true)
        let id = text(root, "id", isRequired: true)
        if let id, !TextForm.hyphenatedWords.holds(for: id) {
            note(root.place("id"), "is not an id", "use lower-case words joined by hyphens")
        }
        let title = text(root, "title", isRequired: true)
        let source = entry(root["source"], at: root.place("source"), keys: CodeList.sourceKeys, what: "a source")
        if root["source"] == nil { note(.root, "source is missing", "say who publishes the list: {citation: …}") }
        let citation = source.flatMap { text($0, "citation", isRequired: true) }
        let url = source.flatMap { text($0, "url") }
        let entries = codes(root)
        if entries.isEmpty { note(root.place("codes"), "lists no code", "list the codes") }
        checkReplacements(entries)
        guard let id, let title, let citation else { return nil }
        return CodeList(id: id, title: title, citation: citation, url: url, entries: entries.map(\.code))
    }

    private mutating func codes(_ root: Entry) -> [(code: CodeList.Entry, place: JSONPointer)] {
        var found: [(code: CodeList.Entry, place: JSONPointer)] = []
        var seen: Set<[UInt8]> = []
        for item in list(root, "codes") {
            guard let code = entry(item.value, at: item.place, keys: CodeList.codeKeys, what: "a code of a list"),
                let value = text(code, "value", isRequired: true), let label = text(code, "label", isRequired: true)
            else { continue }
            guard seen.insert(Array(value.utf8)).inserted else {
                note(code.place("value"), "the code is listed twice", "remove one")
                continue
            }
            let from = day(code, "validFrom"), to = day(code, "validTo")
            if let from, let to, to < from { note(code.place("validTo"), "is before validFrom", "swap the two") }
            let replacedBy = list(code, "replacedBy").compactMap(\.value.asText)
            if !replacedBy.isEmpty, to == nil {
                note(code.place("replacedBy"), "the code has not ended", "give validTo, its last day")
            }
            found.append(
                (
                    CodeList.Entry(
                        value: value,
                        label: label,
                        note: text(code, "note"),
                        validFrom: from,
                        validTo: to,
                        replacedBy: replacedBy
                    ), item.place
                )
            )
        }
        return found
    }

    private mutating func day(_ code: Entry, _ name: String) -> String? {
        guard let text = text(code, name) else { return nil }
        guard TimeBound(.minimum, limit: text, kind: .date) != nil else {
            note(code.place(name), "must be a quoted ISO date", "write it as '2024-08-19'")
            return nil
        }
        return text
    }

    /// A code is replaced by codes of the same list.
    private mutating func checkReplacements(_ entries: [(code: CodeList.Entry, place: JSONPointer)]) {
        let known = Set(entries.map { Array($0.code.value.utf8) })
        for (code, place) in entries where !code.replacedBy.allSatisfy({ known.contains(Array($0.utf8)) }) {
            note(place.appending("replacedBy"), "names a code the list does not have", "name codes of this list")
        }
    }
}

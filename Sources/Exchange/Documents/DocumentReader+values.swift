// SPDX-License-Identifier: Apache-2.0

internal import JSONSchema

extension DocumentReader {
    mutating func text(_ parent: Section, _ key: String, required: Bool = true) -> String? {
        guard let value = value(parent, key, required: required, expects: "a text") else { return nil }
        return text(value, parent.pointer(to: key))
    }

    private mutating func text(_ value: JSONValue, _ pointer: JSONPointer) -> String? {
        guard let text = value.text, !text.isEmpty, text.utf8.count <= 2000 else {
            fault(pointer, "this must be a text of at most 2000 bytes", "put the value in quotes")
            return nil
        }
        return text
    }

    mutating func texts(_ parent: Section, _ key: String, required: Bool = true) -> [(
        text: String, pointer: JSONPointer
    )] {
        elements(parent, key, required: required).compactMap { element in
            text(element.value, element.pointer).map { ($0, element.pointer) }
        }
    }

    /// A text, or a list of texts.
    mutating func oneOrMore(_ value: JSONValue, _ pointer: JSONPointer) -> [String] {
        guard let list = value.list else { return text(value, pointer).map { [$0] } ?? [] }
        return list.enumerated().compactMap { text($0.element, pointer.appending($0.offset)) }
    }

    /// An id: lower-case letters, digits and hyphens, such as `northshire-police`.
    mutating func identifier(_ parent: Section, _ key: String) -> String? {
        guard let text = text(parent, key) else { return nil }
        guard Self.isIdentifier(text) else {
            fault(
                parent.pointer(to: key),
                "this is not an id",
                "use at most 100 lower-case letters, digits, dots and hyphens, beginning with a letter"
            )
            return nil
        }
        return text
    }

    static func isIdentifier(_ text: String) -> Bool {
        text.utf8.count <= 100 && TextForm.dottedWords.holds(for: text)
    }

    mutating func flag(_ parent: Section, _ key: String, default fallback: Bool = false) -> Bool {
        guard let value = parent[key] else { return fallback }
        guard let flag = value.flag else {
            fault(parent.pointer(to: key), "this must be true or false", "write true or false without quotes")
            return fallback
        }
        return flag
    }

    mutating func positiveInteger(_ parent: Section, _ key: String) -> Int? {
        guard let value = value(parent, key, required: true, expects: "a whole number") else { return nil }
        guard let number = value.integer, number > 0, number < 1_000_000 else {
            fault(parent.pointer(to: key), "this must be a whole number from 1", "write digits without quotes")
            return nil
        }
        return number
    }

    mutating func date(_ parent: Section, _ key: String, required: Bool = true) -> CalendarDate? {
        guard let value = value(parent, key, required: required, expects: "a date such as '2026-09-01'") else {
            return nil
        }
        guard let date = value.text.flatMap({ CalendarDate(parsing: $0) }) else {
            fault(parent.pointer(to: key), "this is not a date", "write year-month-day in quotes, such as '2026-09-01'")
            return nil
        }
        return date
    }

    /// The `from` and `until` of a mapping; both days included.
    mutating func validity(_ parent: Section) -> Validity? {
        let until = date(parent, "until", required: false)
        guard let from = date(parent, "from") else { return nil }
        if let until, until < from {
            fault(parent.pointer(to: "until"), "the last day is before the first", "give a later day or none")
            return nil
        }
        return Validity(from: from, until: until)
    }

    /// One of a closed list of words.
    mutating func choice<Word: RawRepresentable & CaseIterable>(
        _ parent: Section,
        _ key: String,
        default fallback: Word?
    ) -> Word? where Word.RawValue == String {
        guard let value = value(parent, key, required: fallback == nil, expects: "a word") else { return fallback }
        guard let word = value.text.flatMap(Word.init(rawValue:)) else {
            let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
            fault(parent.pointer(to: key), "the word is not known here", "write one of: \(words)")
            return fallback
        }
        return word
    }

    mutating func majors(_ parent: Section, _ key: String, required: Bool = true) -> Set<ContractMajor> {
        var majors: Set<ContractMajor> = []
        for (text, pointer) in texts(parent, key, required: required) {
            if let major = ContractMajor(parsing: text) {
                majors.insert(major)
            } else {
                fault(pointer, "this is not a contract and its major version", "write it like police.missing-episode@1")
            }
        }
        return majors
    }

    /// A URL of the `https` scheme with a host and no credentials.
    mutating func httpsURL(_ parent: Section, _ key: String, required: Bool = true) -> String? {
        guard let text = text(parent, key, required: required) else { return nil }
        guard Self.isHTTPS(text) else {
            fault(parent.pointer(to: key), "this is not an https URL", "write https://host/path without credentials")
            return nil
        }
        return text
    }

    private static let httpsForm = TextForm("https://[A-Za-z0-9.\\-]+(:[0-9]{1,5})?(/[\\x21-\\x7E]*)?")

    static func isHTTPS(_ text: String) -> Bool {
        httpsForm.holds(for: text)
    }
}

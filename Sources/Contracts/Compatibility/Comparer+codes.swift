// SPDX-License-Identifier: Apache-2.0

import JSONSchema

extension Comparer {
    mutating func codes(_ before: Shape, _ after: Shape, of place: Place) {
        let name = place == .key ? "the keys of \(before.pattern.words)" : before.pattern.words
        guard !before.codes.isEmpty || !after.codes.isEmpty else { return }
        if before.codes.isEmpty || after.codes.isEmpty {
            let (words, side): (String, ContractChange.Side) =
                before.codes.isEmpty
                ? (
                    "\(name) now takes listed codes only: a sender that sends anything else would be refused.",
                    .producer
                )
                : ("\(name) takes any value now: a reader of the old version knows only its codes.", .consumer)
            return code(before, place, .codeList, words, side, nil)
        }
        for code in before.codes where !after.codes.contains(where: { $0.isSame(code) }) {
            let words =
                "The code \(code.words) of \(name) was removed: a sender that still sends it would be refused."
            self.code(before, place, .codeRemoved, words, .producer, code.value)
        }
        for code in after.codes where !before.codes.contains(where: { $0.isSame(code) }) {
            let words = "The code \(code.words) of \(name) was added: a reader of the old version does not know it."
            self.code(before, place, .codeAdded, words, .consumer, code.value)
        }
        for code in before.codes {
            guard let twin = after.codes.first(where: { $0.isSame(code) }) else { continue }
            meaning(code, twin, name, before.pattern)
        }
    }

    private mutating func code(
        _ shape: Shape,
        _ place: Place,
        _ kind: ContractChange.Kind,
        _ words: String,
        _ side: ContractChange.Side,
        _ value: JSONValue?
    ) {
        note(shape.pattern, kind, words, [side: .sought]) { crossing in
            var pins = crossing.pins(shape.pattern, place)
            if let value, place == .field { pins = [[shape.pattern: .value(value)]] }
            if let value, place == .key {
                pins = pins.filter { pin in
                    guard case .value(let map) = pin[shape.pattern], let key = value.asText else { return false }
                    return map[key] != nil
                }
            }
            return crossing.sample(at: shape.pattern, holding: pins, keywords: place == .key ? nil : ["enum"])
        }
    }

    private mutating func meaning(
        _ before: ContractField.Code,
        _ after: ContractField.Code,
        _ name: String,
        _ pattern: FieldPattern
    ) {
        if before.meaning != after.meaning || (before.label != after.label && before.label != nil) {
            let words =
                "The code \(before.value.words) of \(name) is described in other words: \(before.meanings) "
                + "is now \(after.meanings). Both sides have to agree that it means the same."
            note(pattern, .codeMeaning, words, floor: .minor)
        } else if before.label != after.label {
            note(pattern, .codeMeaning, "The code \(before.value.words) of \(name) now has a label.")
        }
    }
}

extension ContractField.Code {
    fileprivate func isSame(_ other: ContractField.Code) -> Bool { value.canonical() == other.value.canonical() }

    /// The code and, where it has one, its label.
    fileprivate var words: String { label.map { "\(value.words) (\($0))" } ?? value.words }

    fileprivate var meanings: String {
        let parts = [label, meaning].compactMap(\.self)
        return parts.isEmpty ? "nothing" : "\u{201C}\(parts.joined(separator: ": "))\u{201D}"
    }
}

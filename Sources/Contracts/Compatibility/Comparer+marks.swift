// SPDX-License-Identifier: Apache-2.0

import JSONSchema

extension Comparer {
    /// What the file says of a field beside its values.
    ///
    /// Lifting a protection breaks no reader, but it must not come in by a minor version, which parties have agreed to
    /// beforehand: it asks for a major one.
    mutating func marks(_ before: Shape, _ after: Shape) {
        let pattern = before.pattern
        let name = pattern.words
        withholding(before, after)
        if before.marks.classification != after.marks.classification {
            let ranks: [String?] = [nil, "official", "official-sensitive"]
            let one = ranks.firstIndex(of: before.marks.classification) ?? 0
            let two = ranks.firstIndex(of: after.marks.classification) ?? 0
            let words =
                "The classification of \(name) was \(before.marks.classification ?? "not given") and is now "
                + "\(after.marks.classification ?? "not given")."
            note(pattern, .classification, words, floor: two < one ? .major : .minor)
        }
        let first = before.marks.dataCategory ?? .ordinary, second = after.marks.dataCategory ?? .ordinary
        if first != second {
            let words =
                "\(name) was \(first.rawValue) data and is now \(second.rawValue) data: "
                + "another legal basis may be needed."
            note(pattern, .dataCategory, words, floor: first == .ordinary ? .minor : .major)
        }
        if before.isPrimaryKey != after.isPrimaryKey {
            let words =
                "\(name) \(after.isPrimaryKey ? "is now" : "is no longer") part of the key by which two messages "
                + "are about the same thing: old and new messages no longer find each other."
            note(pattern, .primaryKey, words, [.producer: .certain, .consumer: .certain])
        }
        if before.isUnique != after.isUnique {
            let words =
                "\(name) \(after.isUnique ? "may no longer" : "may now") be the same in two records: "
                + "no record is refused for it, but a check of many says so."
            note(pattern, .primaryKey, words, floor: .minor)
        }
        if before.isDeprecated != after.isDeprecated {
            let words = after.isDeprecated ? "\(name) is now deprecated." : "\(name) is no longer deprecated."
            note(pattern, .deprecation, words, floor: .minor)
        }
        documentation(before, after)
    }

    /// The same fields in another order make another key.
    mutating func keyOrder() {
        guard old.recordKey != new.recordKey, Set(old.recordKey) == Set(new.recordKey) else { return }
        let words =
            "The fields of the key by which two messages are about the same thing are now in another order: "
            + "old and new messages no longer find each other."
        note(.root, .primaryKey, words, [.producer: .certain, .consumer: .certain])
    }

    private mutating func withholding(_ before: Shape, _ after: Shape) {
        let marks: [(ContractChange.Kind, String, Bool, Bool)] = [
            (.location, "as a location", before.marks.isLocation, after.marks.isLocation),
            (.narrative, "as a narrative", before.marks.isNarrative, after.marks.isNarrative),
        ]
        for (kind, what, was, isNow) in marks where was != isNow {
            let name = before.pattern.words
            guard isNow else {
                let words = "\(name) is no longer marked \(what): where an address is restricted it would be given out."
                note(before.pattern, kind, words, floor: .major)
                continue
            }
            var words = "\(name) is now marked \(what): it is withheld where an address is restricted."
            let isCounted = before.isRequired && after.isRequired && !before.marks.isRestrictable
            if isCounted { words += " A reader that counts on it would miss it." }
            note(before.pattern, kind, words, floor: .minor, isCounted ? [.consumer: .certain] : [:]) {
                $0.restricted(withholding: before.pattern)
            }
        }
    }

    private mutating func documentation(_ before: Shape, _ after: Shape) {
        var parts: [String] = []
        if before.title != after.title { parts.append("business name") }
        if before.description != after.description { parts.append("description") }
        if JSONValue.array(before.examples) != JSONValue.array(after.examples) { parts.append("examples") }
        for name in ["criticalDataElement", "dpvCategory", "shape"]
        where before.annotation(name) != after.annotation(name) {
            parts.append(name)
        }
        guard !parts.isEmpty else { return }
        let words = "Documentation of \(before.pattern.words) has changed: \(parts.joined(separator: ", "))."
        note(before.pattern, .documentation, words)
    }
}

extension Shape {
    fileprivate func annotation(_ name: String) -> JSONValue? { annotations.first { $0.name == name }?.value }
}

extension Crossing {
    /// A document about somebody with a restricted address, from which the gateway withholds the field.
    func restricted(withholding pattern: FieldPattern) -> BreakingSample? {
        guard side == .consumer, let flag = from.fields.first(where: { $0.pointer.tokens.last == "addressRestricted" })
        else { return nil }
        let pins: SampleWriter.Pins = [flag.pointer: .value(.bool(true)), pattern: .present]
        return sample(at: pattern, holding: [pins], keywords: ["required"], isRestricted: true)
    }
}

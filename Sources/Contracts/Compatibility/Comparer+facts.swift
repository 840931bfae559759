// SPDX-License-Identifier: Apache-2.0

import JSONSchema

extension Comparer {
    mutating func identity() {
        if old.id.name != new.id.name {
            let words = "The contract was \(old.id.name) and is now \(new.id.name): it is another contract."
            note(.root, .identity, words, [.producer: .certain, .consumer: .certain])
        }
        // The major at the end follows from the version.
        let one = Comparer.stem(old.messageType), two = Comparer.stem(new.messageType)
        if one != two {
            let words =
                "The type of the messages was \(one) and is now \(two): senders and readers tell messages by it."
            note(.root, .messageType, words, [.producer: .certain, .consumer: .certain])
        }
        let first = Comparer.home(old), second = Comparer.home(new)
        if first != second {
            let words = "The schema is published at another address: \(first) is now \(second)."
            note(.root, .address, words, floor: .minor)
        }
    }

    private static func stem(_ messageType: String) -> String {
        messageType.split(separator: ".").dropLast().joined(separator: ".")
    }

    /// The address less what each version has of its own.
    private static func home(_ contract: Contract) -> String {
        String(contract.dataschema.dropLast("/\(contract.id.name)/\(contract.id.version)/schema.json".count))
    }

    mutating func subjects() {
        for subject in old.subjects {
            guard let twin = new.subjects.first(where: { $0.pointer == subject.pointer }) else {
                let words =
                    "\(subject.pointer.words) is no longer a subject (\(subject.role.rawValue)): "
                    + "messages are no longer found by that person."
                note(subject.pointer, .subject, words, floor: .major)
                continue
            }
            compare(subject, twin)
        }
        for subject in new.subjects where !old.subjects.contains(where: { $0.pointer == subject.pointer }) {
            let words =
                "\(subject.pointer.words) is now a subject (\(subject.role.rawValue)): "
                + "messages are also found by that person."
            note(subject.pointer, .subject, words, floor: .minor)
        }
    }

    private mutating func compare(_ before: SubjectDeclaration, _ after: SubjectDeclaration) {
        let name = before.pointer.words
        if before.role != after.role || before.roleFrom != after.roleFrom {
            let words =
                "The role of \(name) was \(before.role.rawValue) and is now \(after.role.rawValue), "
                + "or is told by another field."
            note(before.pointer, .subject, words, floor: .major)
        }
        for identifier in before.identifiers where !after.identifiers.contains(identifier) {
            let place = before.pointer.appending(identifier.pointer)
            let words = "\(name) is no longer found by \(identifier.words)."
            note(place, .subject, words, floor: .major)
        }
        for identifier in after.identifiers where !before.identifiers.contains(identifier) {
            let place = after.pointer.appending(identifier.pointer)
            let words = "\(name) is now also found by \(identifier.words)."
            note(place, .subject, words, floor: .minor)
        }
    }

    /// What people rely on, though no document shows it.
    mutating func facts() {
        let before = old.facts, after = new.facts
        if before.retention != after.retention {
            let words =
                "Messages were to be kept for \(before.retention?.words ?? "no stated time") and are now to be "
                + "kept for \(after.retention?.words ?? "no stated time"): those who keep them have to follow."
            note(.root, .retention, words, floor: .minor)
        }
        var legal: [String] = []
        if before.purpose != after.purpose { legal.append("purpose") }
        if before.limitations != after.limitations { legal.append("limitations") }
        if before.usage != after.usage { legal.append("usage") }
        if !legal.isEmpty {
            let words =
                "What the contract says of itself has changed: \(legal.joined(separator: ", ")). "
                + "Agreements rest on it."
            note(.root, .purpose, words, floor: .minor)
        }
        if before.status != after.status {
            let ends = after.status == "deprecated" || after.status == "retired"
            let words = "The status was \(before.status ?? "not given") and is now \(after.status ?? "not given")."
            note(.root, ends ? .deprecation : .documentation, words, floor: ends ? .minor : .compatible)
        }
        var parts: [String] = []
        if before.title != after.title { parts.append("name") }
        if before.domain != after.domain { parts.append("domain") }
        if before.tenant != after.tenant { parts.append("tenant") }
        if before.tags != after.tags { parts.append("tags") }
        if before.team != after.team { parts.append("team") }
        guard !parts.isEmpty else { return }
        note(.root, .documentation, "Facts about the contract have changed: \(parts.joined(separator: ", ")).")
    }

    /// What the files hold beside all that was compared.
    mutating func rest() {
        guard changes.isEmpty, let before = try? JSONValue(parsing: old.canonicalBytes),
            let after = try? JSONValue(parsing: new.canonicalBytes)
        else { return }
        let names = (before.asMembers ?? []).map(\.name) + (after.asMembers ?? []).map(\.name)
        let changed = Set(names).subtracting(["version"]).filter { name in
            Comparer.bare(before[name], old.id) != Comparer.bare(after[name], new.id)
        }
        guard !changed.isEmpty else { return }
        let words = "Other parts of the file have changed: \(changed.sorted().joined(separator: ", "))."
        note(.root, .documentation, words)
    }

    /// The text of a part, with the version and major taken out.
    private static func bare(_ value: JSONValue?, _ id: ContractID) -> String? {
        value.map {
            String(decoding: $0.canonical(), as: UTF8.self).replacing("/\(id.version)\"", with: "\"")
                .replacing(".v\(id.major)\"", with: "\"")
        }
    }
}

extension SubjectDeclaration.Identifier {
    fileprivate var words: String {
        switch scheme {
        case .fixed(let scheme): "\(scheme) at \(pointer)"
        case .sibling(let member): "the scheme that \(member) names, at \(pointer)"
        }
    }
}

extension Retention {
    fileprivate var words: String {
        let name =
            switch unit {
            case .day: "day"
            case .week: "week"
            case .month: "month"
            case .year: "year"
            }
        return "\(value) \(name)\(value == 1 ? "" : "s")"
    }
}

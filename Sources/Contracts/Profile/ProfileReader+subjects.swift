// SPDX-License-Identifier: Apache-2.0

import JSONSchema

extension ProfileReader {
    /// Reads the declared subjects and checks that each pointer leads to a field.
    mutating func subjects(
        _ custom: (value: JSONValue, place: JSONPointer)?,
        _ shape: Shape
    ) -> [SubjectDeclaration] {
        var declarations: [SubjectDeclaration] = []
        for (index, value) in (custom?.value.asElements ?? []).enumerated() {
            let place = (custom?.place ?? .root).appending(String(index))
            let keys: Set<String> = ["pointer", "role", "roleFrom", "identifiers"]
            guard let entry = entry(value, at: place, keys: keys, what: "a subject"),
                let pointer = pattern(entry, "pointer", in: shape), let subject = shape.descendant(pointer.tokens),
                let role = word(
                    entry,
                    "role",
                    among: Set(SubjectDeclaration.Role.allCases.map(\.rawValue)),
                    isRequired: true
                ),
                let role = SubjectDeclaration.Role(rawValue: role)
            else { continue }
            let roleFrom = entry["roleFrom"] == nil ? nil : pattern(entry, "roleFrom", in: subject)
            declarations.append(
                SubjectDeclaration(
                    pointer: pointer,
                    role: role,
                    roleFrom: roleFrom,
                    identifiers: identifiers(entry, subject)
                )
            )
        }
        return declarations
    }

    private mutating func pattern(_ entry: Entry, _ name: String, in shape: Shape) -> FieldPattern? {
        guard let value = entry[name]?.asText, let pattern = FieldPattern(parsing: value) else {
            note(
                entry[name] == nil ? entry.place : entry.place(name),
                "\(name) must be a pointer",
                "write a pointer such as /child"
            )
            return nil
        }
        guard shape.descendant(pattern.tokens) != nil else {
            note(
                entry.place(name),
                "names a field the contract does not have",
                "correct it; pointers inside a subject are relative to the subject's pointer"
            )
            return nil
        }
        return pattern
    }

    private mutating func identifiers(_ entry: Entry, _ subject: Shape) -> [SubjectDeclaration.Identifier] {
        var found: [SubjectDeclaration.Identifier] = []
        for item in list(entry, "identifiers") {
            let keys: Set<String> = ["scheme", "schemeFrom", "pointer"]
            guard let identifier = self.entry(item.value, at: item.place, keys: keys, what: "an identifier"),
                let pointer = pattern(identifier, "pointer", in: subject),
                let scheme = scheme(identifier, pointer, subject)
            else { continue }
            guard [.string, .integer].contains(subject.descendant(pointer.tokens)?.kind) else {
                note(
                    identifier.place("pointer"),
                    "an identifier is a string or integer field",
                    "point to the value itself"
                )
                continue
            }
            found.append(SubjectDeclaration.Identifier(scheme: scheme, pointer: pointer))
        }
        return found
    }

    private mutating func scheme(
        _ entry: Entry,
        _ pointer: FieldPattern,
        _ subject: Shape
    ) -> SubjectDeclaration.Identifier.Scheme? {
        guard (entry["scheme"] == nil) != (entry["schemeFrom"] == nil) else {
            note(entry.place, "an identifier has either scheme or schemeFrom", "give one of them")
            return nil
        }
        if entry["scheme"] != nil {
            guard let text = text(entry, "scheme"), TextForm.hyphenatedWords.holds(for: text) else {
                note(entry.place("scheme"), "is not a scheme name", "use lower-case words joined by hyphens")
                return nil
            }
            return .fixed(text)
        }
        guard let from = pattern(entry, "schemeFrom", in: subject) else { return nil }
        guard let member = from.tokens.last, from.tokens.dropLast() == pointer.tokens.dropLast(), member != "*" else {
            note(
                entry.place("schemeFrom"),
                "must stand beside the identifier's value",
                "name a member of the same object"
            )
            return nil
        }
        return .sibling(member)
    }
}

// SPDX-License-Identifier: Apache-2.0

import JSONSchema

extension ProfileReader {
    /// Reads the members of an object.
    mutating func properties(_ entry: Entry, _ pattern: FieldPattern, depth: Int) -> [Shape] {
        var shapes: [Shape] = []
        for item in list(entry, "properties") {
            let keys = ProfileKeys.property
            guard let property = self.entry(item.value, at: item.place, keys: keys, what: "a property"),
                let name = text(property, "name", isRequired: true)
            else { continue }
            guard FieldPattern.isFieldName(name) else {
                note(
                    property.place("name"),
                    "is not a field name",
                    "start with a letter; use letters, digits and underscores"
                )
                continue
            }
            guard !shapes.contains(where: { $0.name == name }) else {
                note(property.place("name"), "the object has this field twice", "rename or remove one")
                continue
            }
            guard let shape = shape(property, pattern.appending(name), depth: depth) else { continue }
            shapes.append(shape)
        }
        if shapes.isEmpty, problems.isEmpty {
            note(entry.place, "an object needs properties", "list its fields under properties")
        }
        return shapes
    }

    /// Reads one property, or the shape of an array's items or a map's values.
    mutating func shape(_ entry: Entry, _ pattern: FieldPattern, depth: Int, isItem: Bool = false) -> Shape? {
        let kinds: Set<String> = [
            "string", "integer", "number", "boolean", "date", "time", "timestamp", "object", "array", "map",
        ]
        guard let word = word(entry, "logicalType", among: kinds, isRequired: true),
            let kind = Shape.Kind(rawValue: word)
        else { return nil }
        var shape = Shape(pattern: pattern, place: entry.place, kind: kind)
        shape.title = text(entry, "businessName")
        shape.description = text(entry, "description")
        shape.isRequired = flag(entry, "required")
        readKeys(entry, into: &shape)
        shape.isDeprecated = flag(entry, "deprecated")
        shape.examples = list(entry, "examples").map(\.value)
        shape.marks.classification = self.word(entry, "classification", among: ProfileKeys.classifications)
        checkTags(entry)
        _ = authoritativeDefinitions(entry)
        if isItem {
            for key in ["required", "name", "primaryKey", "primaryKeyPosition", "unique"] where entry[key] != nil {
                note(entry.place(key), "items and map values have no \(key)", "remove it")
            }
        }
        readOptions(entry, into: &shape)
        readCodes(entry, into: &shape)
        readMarks(entry, into: &shape, isItem: isItem)
        readContent(entry, into: &shape, depth: depth)
        shape.rules = rules(entry, on: kind)
        return shape
    }

    private mutating func readContent(_ entry: Entry, into shape: inout Shape, depth: Int) {
        let expected: [String: Shape.Kind] = ["properties": .object, "items": .array, "map": .map]
        for (key, kind) in expected.sorted(by: { $0.key < $1.key }) {
            if shape.kind == kind, entry[key] == nil {
                note(entry.place, "\(key) is missing", "describe the content of this \(kind.rawValue)")
            } else if shape.kind != kind, entry[key] != nil {
                note(
                    entry.place(key),
                    "only a field of type \(kind.rawValue) has \(key)",
                    "remove it or change logicalType"
                )
            }
        }
        guard expected.values.contains(shape.kind) else { return }
        guard depth < ProfileReader.maxNesting else {
            note(entry.place, "nested deeper than \(ProfileReader.maxNesting) levels", "flatten the message")
            return
        }
        switch shape.kind {
        case .object:
            shape.properties = properties(entry, shape.pattern, depth: depth + 1)
        case .array:
            let keys = ProfileKeys.property
            guard let items = self.entry(entry["items"], at: entry.place("items"), keys: keys, what: "items"),
                let item = self.shape(items, shape.pattern.appending("*"), depth: depth + 1, isItem: true)
            else { return }
            shape.items = [item]
        default:
            readMap(entry, into: &shape, depth: depth)
        }
    }

    private mutating func readMap(_ entry: Entry, into shape: inout Shape, depth: Int) {
        let place = entry.place("map")
        guard let map = self.entry(entry["map"], at: place, keys: ["key", "value"], what: "a map") else { return }
        let keys = ProfileKeys.property
        guard let key = self.entry(map["key"], at: map.place("key"), keys: keys, what: "a map key"),
            let value = self.entry(map["value"], at: map.place("value"), keys: keys, what: "a map value")
        else {
            note(place, "a map needs key and value", "add the missing one")
            return
        }
        guard let keyShape = self.shape(key, shape.pattern, depth: depth + 1, isItem: true) else { return }
        guard keyShape.kind == .string, keyShape.rules.isEmpty, !keyShape.isNullable, !keyShape.marks.isRestrictable
        else {
            note(map.place("key"), "a map key is plain text", "use logicalType: string with options or an enum only")
            return
        }
        shape.keyConstraints = keyShape.constraints
        guard let item = self.shape(value, shape.pattern.appending("*"), depth: depth + 1, isItem: true) else { return }
        shape.items = [item]
    }
}

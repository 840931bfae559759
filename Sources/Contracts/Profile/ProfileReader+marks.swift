// SPDX-License-Identifier: Apache-2.0

import JSONSchema

extension ProfileReader {
    private static let propertyCustoms: [String: CustomKind] = [
        "nullable": .flag, "unknownProperties": .text, "location": .flag, "narrative": .flag, "dataCategory": .text,
        "dpvCategory": .text, "shape": .text,
    ]

    /// Reads the gateway's custom properties of one property.
    mutating func readMarks(_ entry: Entry, into shape: inout Shape, isItem: Bool) {
        let customs = customProperties(entry, known: ProfileReader.propertyCustoms)
        shape.isNullable = customs["nullable"]?.value.asBool ?? false
        shape.marks.isLocation = customs["location"]?.value.asBool ?? false
        shape.marks.isNarrative = customs["narrative"]?.value.asBool ?? false
        if isItem, shape.marks.isRestrictable {
            note(
                entry.place("customProperties"),
                "items and map values cannot be location or narrative by themselves",
                "mark the list or map that holds them"
            )
        }
        if customs["unknownProperties"] != nil, shape.kind != .object {
            note(entry.place("customProperties"), "only objects have unknownProperties", "remove it")
        }
        shape.isOpen = shape.kind == .object && isOpen(customs)
        if let category = customs["dataCategory"] {
            shape.marks.dataCategory = category.value.asText.flatMap(ContractField.DataCategory.init(rawValue:))
            if shape.marks.dataCategory == nil {
                note(category.place, "dataCategory is ordinary, special or criminal", "use one of these words")
            }
        }
        if let iri = customs["dpvCategory"], iri.value.asText?.hasPrefix("https://") != true {
            note(iri.place, "must be an https IRI", "give the DPV term's full IRI")
        }
        shape.annotations = annotations(entry, shape, customs)
    }

    private mutating func annotations(
        _ entry: Entry,
        _ shape: Shape,
        _ customs: [String: (value: JSONValue, place: JSONPointer)]
    ) -> [JSONMember] {
        var members: [JSONMember] = []
        if let word = shape.marks.classification { members.append(JSONMember("classification", .string(word))) }
        if flag(entry, "criticalDataElement") { members.append(JSONMember("criticalDataElement", .bool(true))) }
        for name in ["dataCategory", "dpvCategory", "shape"] {
            if let custom = customs[name] { members.append(JSONMember(name, custom.value)) }
        }
        if shape.marks.isLocation { members.append(JSONMember("location", .bool(true))) }
        if shape.marks.isNarrative { members.append(JSONMember("narrative", .bool(true))) }
        return members
    }

    /// Reads `enum`: values of the field's own type, each once.
    mutating func readCodes(_ entry: Entry, into shape: inout Shape) {
        guard entry["enum"] != nil else { return }
        guard [.string, .integer, .number, .boolean].contains(shape.kind) else {
            note(entry.place("enum"), "a \(shape.kind.rawValue) field cannot list codes", "remove enum")
            return
        }
        var seen: [[UInt8]] = []
        for item in list(entry, "enum") {
            guard let code = self.entry(item.value, at: item.place, keys: ProfileKeys.code, what: "a code"),
                let value = code["value"]
            else {
                note(item.place, "a code needs a value", "write {value: …, label: …}")
                continue
            }
            guard shape.kind.holds(value) else {
                note(
                    code.place("value"),
                    "is not a value of type \(shape.kind.rawValue)",
                    shape.kind == .string ? "put the value in quotes" : "correct the value"
                )
                continue
            }
            guard !seen.contains(value.canonical()) else {
                note(code.place("value"), "the code is listed twice", "remove one")
                continue
            }
            seen.append(value.canonical())
            shape.codes.append(
                ContractField.Code(value: value, label: text(code, "label"), meaning: text(code, "description"))
            )
        }
        if shape.codes.isEmpty { note(entry.place("enum"), "lists no code", "list the codes or remove enum") }
        shape.constraints.append(JSONMember("enum", .array(shape.codes.map(\.value))))
    }
}

extension Shape.Kind {
    fileprivate func holds(_ value: JSONValue) -> Bool {
        switch self {
        case .string: value.asText != nil
        case .integer: value.asInteger != nil
        case .number: value.isNumber
        case .boolean: value.asBool != nil
        default: false
        }
    }
}

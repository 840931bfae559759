// SPDX-License-Identifier: Apache-2.0

import JSONSchema

extension ProfileReader {
    /// What the value of a gateway property must be.
    enum CustomKind {
        case text, flag, pointer, list
    }

    /// The gateway's custom properties of an entry, by name; other vendors' are documentation.
    ///
    /// `known`: the gateway properties allowed at this place.
    mutating func customProperties(
        _ entry: Entry,
        known: [String: CustomKind]
    ) -> [String: (value: JSONValue, place: JSONPointer)] {
        var found: [String: (value: JSONValue, place: JSONPointer)] = [:]
        for item in list(entry, "customProperties") {
            let keys = ProfileKeys.customProperty
            guard let custom = self.entry(item.value, at: item.place, keys: keys, what: "a custom property"),
                let name = text(custom, "property", isRequired: true),
                let vendor = text(custom, "vendor", isRequired: true)
            else { continue }
            guard let value = custom["value"] else {
                note(item.place, "value is missing", "add value")
                continue
            }
            guard vendor == "gateway" else { continue }
            guard let kind = known[name] else {
                let names = known.keys.sorted().joined(separator: ", ")
                note(
                    custom.place("property"),
                    "the gateway knows no such property here",
                    names.isEmpty ? "remove it" : "use one of: \(names)"
                )
                continue
            }
            guard found[name] == nil else {
                note(custom.place("property"), "the property is given twice", "keep one of them")
                continue
            }
            if let problem = kind.problem(value) {
                note(custom.place("value"), problem, "correct the value")
                continue
            }
            found[name] = (value, custom.place("value"))
        }
        return found
    }

    /// `unknownProperties: ignore` makes an object open; in a foreign message objects are open unless it says `reject`.
    mutating func isOpen(_ customs: [String: (value: JSONValue, place: JSONPointer)]) -> Bool {
        guard let custom = customs["unknownProperties"] else { return isForeign }
        guard let text = custom.value.asText, ["reject", "ignore"].contains(text) else {
            note(custom.place, "unknownProperties is reject or ignore", "write reject or ignore")
            return false
        }
        return text == "ignore"
    }
}

extension ProfileReader.CustomKind {
    fileprivate func problem(_ value: JSONValue) -> String? {
        switch self {
        case .text: value.asText.map { $0.isEmpty ? "must not be empty" : nil } ?? "must be text"
        case .flag: value.asBool == nil ? "must be true or false" : nil
        case .pointer:
            value.asText.flatMap(FieldPattern.init(parsing:)) == nil ? "must be a pointer such as /child/name" : nil
        case .list: value.asElements == nil ? "must be a list" : nil
        }
    }
}

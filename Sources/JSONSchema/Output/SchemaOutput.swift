// SPDX-License-Identifier: Apache-2.0

/// What evaluating a value told, place by place.
///
/// Unlike ``SchemaViolation`` it names members as the value does: for those who may see the record, never for logs.
package struct SchemaOutput: Sendable {
    /// One keyword at one place of the value.
    package struct Unit: Sendable, Equatable {
        /// The keyword; `false` for the schema that allows nothing.
        package let keyword: String
        /// JSON pointer of the keyword's schema along the way taken, through references.
        package let evaluationPath: String
        /// Canonical URI of the keyword's schema.
        package let schemaLocation: String
        /// URI fragment of the keyword's schema in its document; led by the document's URI unless it is the one compiled.
        package let documentLocation: String
        /// JSON pointer from that schema to the keyword.
        package let suffix: String
        /// JSON pointer of the value spoken of.
        package let instance: String
        /// The annotation; for an error its words.
        package let value: JSONValue
    }

    /// The forms of Core §12.4, and the list of the draft that follows it.
    package enum Form: Sendable { case flag, basic, list }

    /// Whether the value is valid.
    package let isValid: Bool
    /// Whether a bound was met before that was known; it is not valid then.
    package let isUndecided: Bool
    package let errors: [Unit]
    /// Empty unless valid.
    package let annotations: [Unit]

    /// The output as JSON.
    package func rendered(_ form: Form) -> JSONValue {
        switch form {
        case .flag: .object([JSONMember("valid", .bool(isValid))])
        case .basic: basic
        case .list: list
        }
    }

    private var basic: JSONValue {
        let name = isValid ? "annotation" : "error"
        let units = (isValid ? annotations : errors).map { unit in
            JSONValue.object([
                JSONMember("valid", .bool(isValid)),
                JSONMember("keywordLocation", .string(unit.evaluationPath + unit.suffix)),
                JSONMember(
                    "absoluteKeywordLocation",
                    .string(unit.schemaLocation + Trace.fragment(unit.suffix).dropFirst())
                ),
                JSONMember("instanceLocation", .string(unit.instance)),
                JSONMember(name, unit.value),
            ])
        }
        return .object([
            JSONMember("valid", .bool(isValid)), JSONMember("keywordLocation", .string("")),
            JSONMember("instanceLocation", .string("")), JSONMember(name + "s", .array(units)),
        ])
    }

    /// One entry for each schema applied to each value that has something to say.
    private var list: JSONValue {
        struct Place: Hashable { let path, instance: String }
        let units = isValid ? annotations : errors
        let name = isValid ? "annotations" : "errors"
        var order: [Place: Int] = [:]
        var entries: [(unit: Unit, values: [JSONMember])] = []
        for unit in units {
            let place = Place(path: unit.evaluationPath, instance: unit.instance)
            let index = order[place] ?? entries.count
            if index == entries.count {
                order[place] = index
                entries.append((unit, []))
            }
            guard let same = entries[index].values.firstIndex(where: { $0.name == unit.keyword }) else {
                entries[index].values.append(JSONMember(unit.keyword, unit.value))
                continue
            }
            if case .string(let words) = entries[index].values[same].value, case .string(let more) = unit.value {
                entries[index].values[same].value = .string(words + "; " + more)
            }
        }
        let details = entries.map { entry in
            JSONValue.object([
                JSONMember("valid", .bool(isValid)), JSONMember("evaluationPath", .string(entry.unit.evaluationPath)),
                JSONMember("schemaLocation", .string(entry.unit.schemaLocation)),
                JSONMember("instanceLocation", .string(entry.unit.instance)), JSONMember(name, .object(entry.values)),
            ])
        }
        return .object([JSONMember("valid", .bool(isValid)), JSONMember("details", .array(details))])
    }
}

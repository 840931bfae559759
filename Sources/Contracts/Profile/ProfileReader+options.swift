// SPDX-License-Identifier: Apache-2.0

import JSONSchema

extension ProfileReader {
    private static let numericOptions: Set<String> = [
        "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
    ]
    private static let boundOptions = Set(TimeBound.Relation.allCases.map(\.rawValue))

    private static func optionKeys(_ kind: Shape.Kind) -> Set<String> {
        switch kind {
        case .string: ["minLength", "maxLength", "pattern", "format"]
        case .integer, .number: numericOptions
        case .date: boundOptions.union(["format"])
        case .time, .timestamp: boundOptions.union(["timezone"])
        case .array: ["minItems", "maxItems", "uniqueItems"]
        case .object: ["minProperties", "maxProperties"]
        case .boolean, .map: []
        }
    }

    /// Reads `logicalTypeOptions` into JSON Schema assertions and time bounds.
    mutating func readOptions(_ entry: Entry, into shape: inout Shape) {
        let place = entry.place("logicalTypeOptions")
        let keys = ProfileReader.optionKeys(shape.kind)
        let what = "the options of a \(shape.kind.rawValue)"
        let options = self.entry(entry["logicalTypeOptions"], at: place, keys: keys, what: what)
        for option in options?.members ?? [] where keys.contains(option.name) {
            readOption(option, at: place.appending(option.name), into: &shape)
        }
        checkOrder(options, shape)
        if let format = shape.kind.format { shape.constraints.append(JSONMember("format", .string(format))) }
    }

    private mutating func readOption(_ option: JSONMember, at place: JSONPointer, into shape: inout Shape) {
        switch (option.name, shape.kind) {
        case ("format", .date):
            guard option.value.asText != "yyyy-MM-dd" else { return }
            note(place, "only ISO dates are read", "write yyyy-MM-dd")
        case ("format", _):
            guard let text = option.value.asText, ProfileKeys.stringFormats.contains(text) else {
                let formats = ProfileKeys.stringFormats.sorted().joined(separator: ", ")
                return note(place, "is not a format the message profile knows", "use one of: \(formats)")
            }
            shape.constraints.append(option)
        case ("timezone", _):
            guard option.value.asBool != true else { return }
            note(place, "times always carry their offset", "write timezone: true")
        case ("pattern", _):
            readPattern(option, at: place, into: &shape)
        case ("uniqueItems", _):
            guard let flag = option.value.asBool else {
                return note(place, "must be true or false", "write true or false")
            }
            if flag { shape.constraints.append(option) }
        case (_, .date), (_, .time), (_, .timestamp):
            readBound(option, at: place, into: &shape)
        case (_, .integer), (_, .number):
            guard option.value.isNumber else { return note(place, "must be a number", "remove the quotes") }
            shape.constraints.append(option)
        default:
            guard let count = option.value.asInteger, count >= 0 else {
                return note(place, "must be a whole number, not negative", "correct the number")
            }
            shape.constraints.append(option)
        }
    }

    private mutating func readPattern(_ option: JSONMember, at place: JSONPointer, into shape: inout Shape) {
        guard let text = option.value.asText else { return note(place, "must be text", "quote the pattern") }
        do {
            _ = try Pattern(text)
            shape.constraints.append(option)
        } catch {
            note(
                place,
                "is not a pattern the gateway can match in linear time",
                "use ECMA-262 without back-references and look-around"
            )
        }
    }

    private mutating func readBound(_ option: JSONMember, at place: JSONPointer, into shape: inout Shape) {
        guard let relation = TimeBound.Relation(rawValue: option.name), let limit = option.value.asText,
            let bound = TimeBound(relation, limit: limit, kind: shape.kind)
        else {
            let (form, sample) =
                switch shape.kind {
                case .date: ("ISO date", "2024-08-19")
                case .time: ("RFC 3339 time with its offset", "08:30:00Z")
                default: ("RFC 3339 timestamp", "2024-08-19T00:00:00Z")
                }
            return note(place, "must be a quoted \(form)", "write it as '\(sample)'")
        }
        shape.bounds.append(bound)
    }

    private mutating func checkOrder(_ options: Entry?, _ shape: Shape) {
        guard let options else { return }
        for unit in ["Length", "Items", "Properties"] {
            guard let low = options["min\(unit)"]?.asInteger, let high = options["max\(unit)"]?.asInteger, low > high
            else {
                continue
            }
            note(options.place("min\(unit)"), "is more than max\(unit)", "swap the two")
        }
    }
}

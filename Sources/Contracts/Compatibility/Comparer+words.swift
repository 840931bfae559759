// SPDX-License-Identifier: Apache-2.0

extension Comparer {
    /// A limit that came, went or moved, in words without an end.
    static func words(
        _ keyword: String,
        _ pattern: FieldPattern,
        _ place: Place,
        _ before: String?,
        _ after: String?
    ) -> String {
        let name = place == .key ? "the keys of \(pattern.words)" : pattern.words
        let what = subject(keyword, name)
        switch (before, after) {
        case (let before?, let after?): return "\(what) was \(before) and is now \(after)"
        case (nil, let after?): return "\(what) is now \(after); there was no such limit"
        case (let before?, nil): return "\(what) was \(before); there is no such limit any more"
        case (nil, nil): return what
        }
    }

    private static func subject(_ keyword: String, _ name: String) -> String {
        switch keyword {
        case "minLength": "The least number of characters of \(name)"
        case "maxLength": "The greatest number of characters of \(name)"
        case "minimum": "The smallest value of \(name)"
        case "maximum": "The greatest value of \(name)"
        case "exclusiveMinimum": "The time that \(name) has to be after"
        case "exclusiveMaximum": "The time that \(name) has to be before"
        case "minItems": "The least number of items of \(name)"
        case "maxItems": "The greatest number of items of \(name)"
        case "minProperties": "The least number of fields in \(name)"
        case "maxProperties": "The greatest number of fields in \(name)"
        case "multipleOf": "The step that \(name) is counted in"
        case "pattern": "The form of \(name), as a pattern,"
        case "format": "The format of \(name)"
        case "earliest", "latest": "The \(keyword) time of \(name)"
        default: "The limit \(keyword) of \(name)"
        }
    }
}

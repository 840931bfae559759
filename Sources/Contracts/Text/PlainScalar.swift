// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// Reads an unquoted YAML scalar by the YAML 1.2 core schema, refusing what YAML 1.1 readers would read otherwise.
enum PlainScalar {
    /// A JSON value, or why the text must be quoted.
    enum Reading {
        case value(JSONValue)
        case ambiguous(String)
    }

    private static let date = TextForm(#"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt \t].*)?"#)
    /// YAML 1.1: `12:30:45`.
    private static let base60 = TextForm(#"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?"#)
    /// YAML 1.1: binary, octal, hexadecimal, and digits with underscores.
    private static let number11 = TextForm(
        "[-+]?(0b[01_]+|0o?[0-7_]+|0x[0-9A-Fa-f_]+|[0-9.][0-9_.]*([eE][-+]?[0-9]+)?)"
    )
    private static let notFinite = TextForm(#"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"#)
    private static let jsonNumber = TextForm(#"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?"#)

    static func read(_ text: String) -> Reading {
        switch text {
        case "", "~", "null", "Null", "NULL": return .value(.null)
        case "true", "True", "TRUE": return .value(.bool(true))
        case "false", "False", "FALSE": return .value(.bool(false))
        default: break
        }
        if let reason = ambiguity(text) { return .ambiguous(reason) }
        let mayBeNumber = text.utf8.first.map { "-0123456789".utf8.contains($0) } ?? false
        return .value(mayBeNumber && isJSONNumber(text) ? .number(text) : .string(text))
    }

    private static func ambiguity(_ text: String) -> String? {
        if ["y", "n", "yes", "no", "on", "off"].contains(text.lowercased()) {
            return "unquoted y, n, yes, no, on and off are booleans to some YAML readers"
        }
        if text == "=" || text == "<<" { return "this sign has a meaning of its own to some YAML readers" }
        // All that follows begins with a digit, a sign or a point; most text does not.
        guard let first = text.utf8.first, "0123456789+-.".utf8.contains(first) else { return nil }
        if date.holds(for: text) {
            return "an unquoted date is not text to some YAML readers"
        }
        if base60.holds(for: text) {
            return "unquoted digits with colons are a number to base 60 to some YAML readers"
        }
        if number11.holds(for: text),
            looksNumeric(text), !isJSONNumber(text)
        {
            return "this unquoted number is read differently by different YAML readers"
        }
        if notFinite.holds(for: text) {
            return "infinity and not-a-number cannot be written in JSON"
        }
        return nil
    }

    /// False for dotted versions such as `1.0.0`, which every YAML reader takes for text.
    private static func looksNumeric(_ text: String) -> Bool {
        text.utf8.contains { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            && text.utf8.count { $0 == UInt8(ascii: ".") } <= 1
    }

    private static func isJSONNumber(_ text: String) -> Bool {
        jsonNumber.holds(for: text)
    }
}

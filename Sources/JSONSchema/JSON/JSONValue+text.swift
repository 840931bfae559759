// SPDX-License-Identifier: Apache-2.0

extension JSONValue {
    /// Compact JSON, members in order, only what must be escaped escaped.
    package func serialised() -> [UInt8] {
        var out: [UInt8] = []
        write(into: &out, canonical: false)
        return out
    }

    /// Canonical JSON (RFC 8785): members sorted by UTF-16 units, numbers as ECMAScript prints the nearest double.
    ///
    /// A number no double can hold (1e400) is written with its own text, since RFC 8785 has no form for it.
    package func canonical() -> [UInt8] {
        var out: [UInt8] = []
        write(into: &out, canonical: true)
        return out
    }

    private func write(into out: inout [UInt8], canonical: Bool) {
        switch self {
        case .null: out.append(contentsOf: "null".utf8)
        case .bool(let value): out.append(contentsOf: (value ? "true" : "false").utf8)
        case .number(let text): out.append(contentsOf: (canonical ? CanonicalNumber.text(text) : text).utf8)
        case .string(let text): JSONValue.write(text, into: &out)
        case .array(let elements):
            out.append(UInt8(ascii: "["))
            for (position, element) in elements.enumerated() {
                if position > 0 { out.append(UInt8(ascii: ",")) }
                element.write(into: &out, canonical: canonical)
            }
            out.append(UInt8(ascii: "]"))
        case .object(let members):
            JSONValue.write(canonical ? JSONValue.sorted(members) : members, into: &out, canonical: canonical)
        }
    }

    private static func write(_ members: [JSONMember], into out: inout [UInt8], canonical: Bool) {
        out.append(UInt8(ascii: "{"))
        for (position, member) in members.enumerated() {
            if position > 0 { out.append(UInt8(ascii: ",")) }
            write(member.name, into: &out)
            out.append(UInt8(ascii: ":"))
            member.value.write(into: &out, canonical: canonical)
        }
        out.append(UInt8(ascii: "}"))
    }

    private static func sorted(_ members: [JSONMember]) -> [JSONMember] {
        members.sorted { $0.name.utf16.lexicographicallyPrecedes($1.name.utf16) }
    }

    private static func write(_ text: String, into out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): out.append(contentsOf: [UInt8(ascii: "\\"), byte])
            case 0x08: out.append(contentsOf: "\\b".utf8)
            case 0x09: out.append(contentsOf: "\\t".utf8)
            case 0x0A: out.append(contentsOf: "\\n".utf8)
            case 0x0C: out.append(contentsOf: "\\f".utf8)
            case 0x0D: out.append(contentsOf: "\\r".utf8)
            case 0x00..<0x20:
                out.append(contentsOf: (byte < 0x10 ? "\\u000" : "\\u00").utf8)
                out.append(contentsOf: String(byte, radix: 16).utf8)
            default: out.append(byte)
            }
        }
        out.append(UInt8(ascii: "\""))
    }
}

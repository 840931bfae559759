// SPDX-License-Identifier: Apache-2.0

/// A JSON pointer (RFC 6901).
///
/// Tokens are compared by bytes.
package struct JSONPointer: Sendable, CustomStringConvertible {
    /// The unescaped reference tokens, outermost first.
    package let tokens: [String]

    /// The whole document.
    package static let root = JSONPointer(tokens: [])

    /// A pointer from unescaped tokens.
    package init(tokens: [String]) { self.tokens = tokens }

    /// Reads the string form: empty, or tokens each led by a slash, with ~0 for ~ and ~1 for /.
    package init(parsing text: String) throws(JSONPointerError) {
        guard !text.isEmpty else {
            self = .root
            return
        }
        var tokens: [String] = []
        for part in text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            guard let token = JSONPointer.unescape(part) else { throw JSONPointerError() }
            tokens.append(token)
        }
        guard tokens.removeFirst().isEmpty, text.utf8.first == UInt8(ascii: "/") else { throw JSONPointerError() }
        self.init(tokens: tokens)
    }

    /// This pointer, one member deeper.
    package func appending(_ token: String) -> JSONPointer { JSONPointer(tokens: tokens + [token]) }

    /// This pointer, one element deeper.
    package func appending(_ index: Int) -> JSONPointer { appending(String(index)) }

    /// The string form.
    package var description: String { tokens.map { "/" + JSONPointer.escape($0) }.joined() }

    static func escape(_ token: String) -> String {
        var out = ""
        for scalar in token.unicodeScalars {
            switch scalar {
            case "~": out += "~0"
            case "/": out += "~1"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    private static func unescape(_ part: Substring.UTF8View) -> String? {
        var out: [UInt8] = []
        var pending = false
        for byte in part {
            if pending {
                guard byte == UInt8(ascii: "0") || byte == UInt8(ascii: "1") else { return nil }
                out.append(byte == UInt8(ascii: "0") ? UInt8(ascii: "~") : UInt8(ascii: "/"))
                pending = false
            } else if byte == UInt8(ascii: "~") {
                pending = true
            } else {
                out.append(byte)
            }
        }
        return pending ? nil : String(decoding: out, as: UTF8.self)
    }

    /// An array index as RFC 6901 §4 allows it: digits without a leading zero.
    static func arrayIndex(_ token: String) -> Int? {
        guard token.utf8.allSatisfy({ $0 &- 0x30 < 10 }), token == "0" || token.utf8.first != UInt8(ascii: "0")
        else { return nil }
        return Int(token)
    }
}

/// The text is no JSON pointer: it must be empty or start with a slash, and ~ must be followed by 0 or 1.
package struct JSONPointerError: Error, Sendable, Equatable {}

extension JSONPointer: Hashable {
    /// Equality by the bytes of every token.
    package static func == (left: JSONPointer, right: JSONPointer) -> Bool {
        left.tokens.elementsEqual(right.tokens) { $0.utf8.elementsEqual($1.utf8) }
    }

    /// Hashes the bytes of every token.
    package func hash(into hasher: inout Hasher) {
        for token in tokens {
            for byte in token.utf8 { hasher.combine(byte) }
            hasher.combine(UInt8(0xFF))
        }
    }
}

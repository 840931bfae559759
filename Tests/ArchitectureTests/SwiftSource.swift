// SPDX-License-Identifier: Apache-2.0

/// Swift source taken apart as far as the tests need it: code without comments and strings, and the strings.
struct SwiftSource: Sendable {
    /// The code, line by line, with comments and the contents of string literals blanked out.
    private(set) var code = ""
    /// The contents of the string literals, interpolations included.
    private(set) var strings: [String] = []

    init(_ text: String) {
        var rest = Array(text.utf8)[...]
        var code: [UInt8] = []
        while let byte = rest.first {
            if rest.starts(with: "//".utf8) {
                rest = rest.drop { $0 != 0x0A }
            } else if rest.starts(with: "/*".utf8) {
                Self.dropBlock(&rest, keepingLinesIn: &code)
            } else if let literal = Self.literal(&rest) {
                code += "\"\"".utf8
                code += literal.filter { $0 == 0x0A }
                strings.append(String(decoding: literal, as: UTF8.self))
            } else {
                code.append(byte)
                rest = rest.dropFirst()
            }
        }
        self.code = String(decoding: code, as: UTF8.self)
    }

    private static func dropBlock(_ rest: inout ArraySlice<UInt8>, keepingLinesIn code: inout [UInt8]) {
        var depth = 0
        repeat {
            if rest.starts(with: "/*".utf8) {
                depth += 1
                rest = rest.dropFirst(2)
            } else if rest.starts(with: "*/".utf8) {
                depth -= 1
                rest = rest.dropFirst(2)
            } else {
                if rest.first == 0x0A { code.append(0x0A) }
                rest = rest.dropFirst()
            }
        } while depth > 0 && !rest.isEmpty
    }

    /// Takes a string literal off the front, if one begins there: plain, raw, one line or many.
    private static func literal(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let hashes = rest.prefix { $0 == UInt8(ascii: "#") }
        let opened = rest.dropFirst(hashes.count)
        guard opened.first == UInt8(ascii: "\"") else { return nil }
        let quotes = opened.starts(with: "\"\"\"".utf8) ? 3 : 1
        let end = [UInt8](repeating: UInt8(ascii: "\""), count: quotes) + hashes
        let escape = [UInt8(ascii: "\\")] + hashes
        var body = opened.dropFirst(quotes)
        let start = body.startIndex
        while !body.isEmpty, !body.starts(with: end) {
            guard body.starts(with: escape) else {
                body = body.dropFirst()
                continue
            }
            body = body.dropFirst(escape.count)
            if body.first == UInt8(ascii: "(") { dropInterpolation(&body) } else { body = body.dropFirst() }
        }
        let literal = rest[start..<body.startIndex]
        rest = body.dropFirst(end.count)
        return literal
    }

    private static func dropInterpolation(_ body: inout ArraySlice<UInt8>) {
        var depth = 0
        repeat {
            if let _ = literal(&body) { continue }
            if body.first == UInt8(ascii: "(") { depth += 1 }
            if body.first == UInt8(ascii: ")") { depth -= 1 }
            body = body.dropFirst()
        } while depth > 0 && !body.isEmpty
    }
}

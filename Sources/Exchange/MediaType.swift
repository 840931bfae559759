// SPDX-License-Identifier: Apache-2.0

/// A media type with its parameters (RFC 2045 §5.1, RFC 9110 §8.3.1).
struct MediaType {
    /// Type and subtype in lower case, such as `application/json`.
    let essence: String
    /// Names in lower case, values without their quotes.
    let parameters: [(name: String, value: String)]

    /// Whether the text is in UTF-8, said or unsaid.
    var isUTF8: Bool {
        parameters.allSatisfy { $0.name != "charset" || $0.value.lowercased() == "utf-8" }
    }

    /// `application/json` and what ends in `+json` (RFC 6839 §3.1).
    var isJSON: Bool {
        essence == "application/json" || essence == "text/json" || essence.hasSuffix("+json")
    }

    /// Reads a media type; nil if the text is not one.
    init?(_ text: String) {
        if text == "application/json" {
            essence = text
            parameters = []
            return
        }
        var scanner = Scanner(bytes: Array(text.utf8))
        scanner.skipBlanks()
        guard let type = scanner.token(), scanner.take("/"), let subtype = scanner.token() else { return nil }
        var parameters: [(name: String, value: String)] = []
        scanner.skipBlanks()
        while scanner.take(";") {
            scanner.skipBlanks()
            // RFC 9110 lets a list of parameters have empty places.
            if let name = scanner.token() {
                guard scanner.take("="), let value = scanner.token() ?? scanner.quoted() else { return nil }
                parameters.append((name.lowercased(), value))
                scanner.skipBlanks()
            }
        }
        guard scanner.isAtEnd else { return nil }
        essence = "\(type)/\(subtype)".lowercased()
        self.parameters = parameters
    }
}

private struct Scanner {
    let bytes: [UInt8]
    var index = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { index == bytes.count }

    mutating func skipBlanks() {
        while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
    }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard index < bytes.count, bytes[index] == UInt8(ascii: scalar) else { return false }
        index += 1
        return true
    }

    mutating func token() -> String? {
        let start = index
        while index < bytes.count, Self.isTokenByte(bytes[index]) { index += 1 }
        return index > start ? String(decoding: bytes[start..<index], as: UTF8.self) : nil
    }

    mutating func quoted() -> String? {
        guard take("\"") else { return nil }
        var value: [UInt8] = []
        while index < bytes.count {
            if take("\"") { return String(decoding: value, as: UTF8.self) }
            if take("\\"), isAtEnd { return nil }
            value.append(bytes[index])
            index += 1
        }
        return nil
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}

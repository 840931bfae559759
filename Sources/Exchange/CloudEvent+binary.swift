// SPDX-License-Identifier: Apache-2.0

internal import JSONSchema

extension CloudEvent {
    /// Reads an event whose attributes are headers (HTTP protocol binding §3.1).
    init(
        contentType: String?,
        headers: [(String, String)],
        body: [UInt8],
        limits: Limits
    ) throws(CloudEventError) {
        var attributes: [Attribute] = []
        for (header, value) in headers {
            let folded = header.lowercased()
            guard folded.hasPrefix("ce-") else { continue }
            let name = String(folded.dropFirst(3))
            guard Attribute.isName(name) else { throw CloudEventError(.badAttributeName) }
            // Why a repeated header is refused: joined by commas, as HTTP would, it is a value nobody wrote.
            guard name != "datacontenttype", !attributes.contains(where: { $0.name == name }),
                let text = Self.decode(header: value)
            else { throw CloudEventError(.invalidHeader, attribute: name) }
            attributes.append(Attribute(name: name, text: text, kind: .string))
        }
        if let contentType {
            attributes.append(Attribute(name: "datacontenttype", text: contentType, kind: .string))
        }
        let data: Payload
        if body.isEmpty {
            data = .absent
        } else if contentType.map({ MediaType($0)?.isJSON ?? false }) ?? true {
            // Why one level less: sent on in the structured mode, the data lies inside the event's own object.
            data = .json(try Self.parse(body, bytes: limits.eventBytes, depth: limits.depth - 1).root)
        } else {
            data = .bytes(body)
        }
        try self.init(attributes: attributes, data: data, node: nil)
    }

    /// Undoes a header value's quoting, then one round of percent-encoding (HTTP protocol binding §3.1.3.2).
    ///
    /// - Returns: nil for what no sender may write: bytes outside printable ASCII, a stray quote, a broken escape,
    ///   or escapes that are not UTF-8.
    static func decode(header value: String) -> String? {
        guard let plain = unquote(Array(value.utf8)) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(plain.count)
        var index = 0
        while index < plain.count {
            guard plain[index] == UInt8(ascii: "%") else {
                bytes.append(plain[index])
                index += 1
                continue
            }
            guard index + 2 < plain.count, let high = hexDigit(plain[index + 1]), let low = hexDigit(plain[index + 2])
            else { return nil }
            bytes.append(high << 4 | low)
            index += 3
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// RFC 7230 §3.2.6: a whole value in double quotes stands for what is between them, `\x` for `x`.
    private static func unquote(_ bytes: [UInt8]) -> [UInt8]? {
        let quote = UInt8(ascii: "\"")
        guard bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F || $0 == 0x09 }) else { return nil }
        guard bytes.first == quote else { return bytes.contains(quote) ? nil : bytes }
        var plain: [UInt8] = []
        var index = 1
        while index < bytes.count {
            switch bytes[index] {
            case quote:
                return index == bytes.count - 1 ? plain : nil
            case UInt8(ascii: "\\"):
                index += 1
                guard index < bytes.count else { return nil }
                plain.append(bytes[index])
            default:
                plain.append(bytes[index])
            }
            index += 1
        }
        return nil
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

package import JSONSchema

extension Contract {
    /// What two messages about the same thing have alike: a JSON array of the fields in `recordKey`, in their order.
    ///
    /// Nil when the contract declares no key, or the message lacks a field of it or has null or an object there. Texts
    /// and days count as they are written, numbers by value (1, 1.0 and 1e0 are the same). It holds values of the
    /// record: it is for looking up, and is neither printed nor kept as it stands.
    package func recordKey(of message: JSONNode) -> [UInt8]? {
        recordKey.isEmpty ? nil : KeyText.bytes(recordKey, in: message)
    }
}

/// Writes the values of fields so that they are alike exactly when the values are.
enum KeyText {
    /// Nil when one of the fields is absent, null, or no single value.
    ///
    /// Strings as RFC 8785 writes them, whole numbers of 64 bits exactly, other numbers as RFC 8785 does.
    static func bytes(_ fields: [FieldPattern], in message: JSONNode) -> [UInt8]? {
        var bytes: [UInt8] = []
        for field in fields {
            guard let node = NodeWalk.node(message, field.tokens[...]) else { return nil }
            bytes.append(bytes.isEmpty ? UInt8(ascii: "[") : UInt8(ascii: ","))
            switch node.kind {
            case .string, .bool: bytes += JSONValue(node).canonical()
            case .number:
                // RFC 8785 would round identifiers of more than 53 bits.
                bytes += node.integerValue.map { Array(String($0).utf8) } ?? JSONValue(node).canonical()
            case .null, .array, .object: return nil
            }
        }
        return bytes + [UInt8(ascii: "]")]
    }
}

// SPDX-License-Identifier: Apache-2.0

internal import JSONSchema

extension CloudEvent {
    /// Reads an event in the JSON event format (json-format §2 and §3), one pass over its members.
    init(structured node: JSONNode) throws(CloudEventError) {
        guard node.kind == .object else { throw CloudEventError(.notAnEvent) }
        var attributes: [Attribute] = []
        attributes.reserveCapacity(node.count)
        var data: JSONNode?
        var base64: JSONNode?
        for (name, value) in node.members {
            switch name {
            case "data": data = value
            case "data_base64": base64 = value.kind == .null ? nil : value
            default:
                guard Attribute.isName(name) else { throw CloudEventError(.badAttributeName) }
                if let attribute = try Attribute(name, value) { attributes.append(attribute) }
            }
        }
        let payload: Payload
        switch (data, base64) {
        case (.some, .some): throw CloudEventError(.dataAndBase64)
        case (.some(let value), nil): payload = .json(value)
        case (nil, .some(let text)): payload = .bytes(try Self.bytes(base64: text))
        case (nil, nil): payload = .absent
        }
        try self.init(attributes: attributes, data: payload, node: node)
    }

    private static func bytes(base64 node: JSONNode) throws(CloudEventError) -> [UInt8] {
        guard let text = node.stringValue, let bytes = Base64Text.decode(text) else {
            throw CloudEventError(.badBase64)
        }
        return bytes
    }
}

extension CloudEvent.Attribute {
    /// Reads a member's value by json-format §2.2.
    ///
    /// - Returns: nil for null, which means that the attribute is not set.
    fileprivate init?(_ name: String, _ value: JSONNode) throws(CloudEventError) {
        switch value.kind {
        case .null:
            return nil
        case .string:
            self.init(name: name, text: value.stringValue ?? "", kind: .string)
        case .bool:
            self.init(name: name, text: value.boolValue == true ? "true" : "false", kind: .boolean)
        case .number:
            // Why by text: the format allows an integer component alone, so neither 1.0 nor 1e2.
            guard let integer = value.numberText.flatMap({ Int32($0) }) else {
                throw CloudEventError(.badAttributeType, attribute: name)
            }
            self.init(name: name, text: String(integer), kind: .integer)
        case .array, .object:
            throw CloudEventError(.badAttributeType, attribute: name)
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

internal import JSONSchema

extension JSONValue {
    var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    var integer: Int? {
        guard case .number(let text) = self else { return nil }
        return Int(text)
    }

    var flag: Bool? {
        guard case .bool(let flag) = self else { return nil }
        return flag
    }

    var list: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    var mapping: [JSONMember]? {
        guard case .object(let members) = self else { return nil }
        return members
    }
}

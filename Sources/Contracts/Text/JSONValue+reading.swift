// SPDX-License-Identifier: Apache-2.0

import JSONSchema

extension JSONValue {
    var asText: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    var asBool: Bool? {
        guard case .bool(let flag) = self else { return nil }
        return flag
    }

    var asElements: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    var asMembers: [JSONMember]? {
        guard case .object(let members) = self else { return nil }
        return members
    }

    /// The value when it is written as a plain integer.
    var asInteger: Int? {
        guard case .number(let text) = self else { return nil }
        return Int(text)
    }

    var isNumber: Bool {
        guard case .number = self else { return false }
        return true
    }
}

// SPDX-License-Identifier: Apache-2.0

internal import JSONSchema

extension CloudEvent.Attribute {
    /// Whether spec §3 allows an attribute to be called so: lower-case letters and digits, and not `data`.
    static func isName(_ name: String) -> Bool {
        !name.isEmpty && name != "data"
            && name.utf8.allSatisfy { $0 >= 0x61 && $0 <= 0x7A || $0 >= 0x30 && $0 <= 0x39 }
    }

    /// Checks the value by what the standard says of all values and of the attribute of this name.
    func verify() throws(CloudEventError) {
        guard Self.isAllowed(text) else { throw CloudEventError(.badAttributeValue, attribute: name) }
        switch name {
        case "specversion":
            try verifyText { $0 == "1.0" ? nil : .unsupportedVersion }
        case "id", "type", "subject":
            try verifyText { _ in nil }
        case "source":
            try verifyText { Format.isURI(ArraySlice($0.utf8), needsScheme: false) ? nil : .badAttributeValue }
        case "dataschema":
            try verifyText { Self.isAbsoluteURI($0) ? nil : .badAttributeValue }
        case "datacontenttype":
            try verifyText { MediaType($0) == nil ? .badAttributeValue : nil }
        case "time":
            try verifyText { Timestamp(rfc3339: $0) == nil ? .badAttributeValue : nil }
        default:
            break
        }
    }

    /// RFC 3986 §4.3: a URI with a scheme and without a fragment.
    static func isAbsoluteURI(_ text: String) -> Bool {
        let bytes = ArraySlice(text.utf8)
        return !bytes.contains(UInt8(ascii: "#")) && Format.isURI(bytes, needsScheme: true)
    }

    private func verifyText(_ fault: (String) -> CloudEventError.Code?) throws(CloudEventError) {
        guard kind == .string else { throw CloudEventError(.badAttributeType, attribute: name) }
        guard !text.isEmpty else { throw CloudEventError(.emptyAttribute, attribute: name) }
        if let code = fault(text) { throw CloudEventError(code, attribute: name) }
    }

    /// Spec §3.1: no control characters and no noncharacters.
    private static func isAllowed(_ text: String) -> Bool {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return true }
        return text.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0x00...0x1F, 0x7F...0x9F, 0xFDD0...0xFDEF: false
            default: scalar.value & 0xFFFE != 0xFFFE
            }
        }
    }
}

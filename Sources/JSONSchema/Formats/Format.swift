// SPDX-License-Identifier: Apache-2.0

/// Checks of the `format` keyword (JSON Schema 2020-12 Validation §7.3), usable alone.
package enum Format {
    /// Whether a string has the named format; nil when the name is none of JSON Schema's.
    package static func check(_ name: String, _ utf8: ArraySlice<UInt8>) -> Bool? {
        Kind(rawValue: name)?.accepts(Array(utf8))
    }

    /// Whether a text is a URI, or where no scheme is needed a reference to one (RFC 3986 §4.1): the same as ``check(_:_:)`` says.
    package static func isURI(_ utf8: ArraySlice<UInt8>, needsScheme: Bool) -> Bool {
        URIFormat.isReference(utf8, needsScheme: needsScheme, isInternational: false)
    }

    /// The formats known.
    enum Kind: String, Sendable, CaseIterable {
        case date
        case time
        case dateTime = "date-time"
        case duration
        case email
        case hostname
        case ipv4
        case ipv6
        case uri
        case uriReference = "uri-reference"
        case uriTemplate = "uri-template"
        case uuid
        case jsonPointer = "json-pointer"
        case relativeJSONPointer = "relative-json-pointer"
        case regex
        case idnEmail = "idn-email"
        case idnHostname = "idn-hostname"
        case iri
        case iriReference = "iri-reference"

        func accepts(_ bytes: [UInt8]) -> Bool { accepts(bytes, 0, bytes.count) }

        /// Checks the bytes from `start` up to `end`.
        func accepts(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
            switch self {
            case .date: end - start == 10 && DateFormat.isDate(bytes, start)
            case .time: DateFormat.isTime(bytes, start, end)
            case .dateTime: DateFormat.isDateTime(bytes, start, end)
            case .uuid: TextFormat.isUUID(bytes, start, end)
            case .duration: DateFormat.isDuration(bytes[start..<end])
            case .email: MailFormat.isAddress(bytes[start..<end], isInternational: false)
            case .idnEmail: MailFormat.isAddress(bytes[start..<end], isInternational: true)
            case .hostname: HostFormat.isHostname(bytes[start..<end])
            case .idnHostname: HostFormat.isInternational(bytes[start..<end])
            case .ipv4: AddressFormat.isIPv4(bytes[start..<end])
            case .ipv6: AddressFormat.isIPv6(bytes[start..<end])
            case .uri: isReference(bytes[start..<end], needsScheme: true, isInternational: false)
            case .uriReference: isReference(bytes[start..<end], needsScheme: false, isInternational: false)
            case .iri: isReference(bytes[start..<end], needsScheme: true, isInternational: true)
            case .iriReference: isReference(bytes[start..<end], needsScheme: false, isInternational: true)
            case .uriTemplate: URITemplateFormat.isTemplate(bytes[start..<end])
            case .jsonPointer: TextFormat.isPointer(bytes[start..<end])
            case .relativeJSONPointer: TextFormat.isRelativePointer(bytes[start..<end])
            case .regex: TextFormat.isRegex(bytes[start..<end])
            }
        }

        private func isReference(_ text: ArraySlice<UInt8>, needsScheme: Bool, isInternational: Bool) -> Bool {
            URIFormat.isReference(text, needsScheme: needsScheme, isInternational: isInternational)
        }
    }
}

/// Tests on single bytes shared by the formats.
enum Byte {
    @inline(__always) static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
    @inline(__always) static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
    @inline(__always) static func isHex(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20) &- 0x61 < 6 }
    @inline(__always) static func isAlphanumeric(_ byte: UInt8) -> Bool { isDigit(byte) || isLetter(byte) }
}

extension ArraySlice<UInt8> {
    /// Whether every part between two separators holds, empty ones too; without an array of the parts.
    func allParts(between separator: UInt8, _ holds: (ArraySlice<UInt8>) -> Bool) -> Bool {
        var start = startIndex
        while let end = self[start...].firstIndex(of: separator) {
            guard holds(self[start..<end]) else { return false }
            start = end + 1
        }
        return holds(self[start...])
    }
}

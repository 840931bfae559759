// SPDX-License-Identifier: Apache-2.0

/// The character sets read, by their name in MSH-18 (HL7 table 0211).
enum HL7Charset {
    case utf8
    case latin1

    /// None stated means UTF-8: it holds ASCII, the standard's default, and text in another set fails to decode rather than come out wrong.
    init?(named name: String) {
        switch name {
        case "", "ASCII", "UNICODE UTF-8": self = .utf8
        case "8859/1": self = .latin1
        default: return nil
        }
    }

    /// The bytes as UTF-8; nil when they are not text of this set.
    func utf8(_ bytes: some Sequence<UInt8>) -> [UInt8]? {
        switch self {
        case .utf8:
            let bytes = Array(bytes)
            return String(validating: bytes, as: UTF8.self) == nil ? nil : bytes
        case .latin1:
            return bytes.flatMap { byte in byte < 0x80 ? [byte] : [0xC0 | byte >> 6, 0x80 | byte & 0x3F] }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Appends JSON text to one buffer: for the few documents written on every message, where building a tree would cost more than the rest.
///
/// The caller gives members in canonical order where the document is hashed (RFC 8785 §3.2.3: by UTF-16 code units; all names here are
/// ASCII). Strings are escaped as RFC 8785 §3.2.2.2 says.
package struct JSONWriter: Sendable {
    package private(set) var bytes: [UInt8] = []
    private var needsComma = false

    package init(capacity: Int = 1024) {
        bytes.reserveCapacity(capacity)
    }

    package mutating func beginObject() { open(UInt8(ascii: "{")) }
    package mutating func endObject() { close(UInt8(ascii: "}")) }
    package mutating func beginArray() { open(UInt8(ascii: "[")) }
    package mutating func endArray() { close(UInt8(ascii: "]")) }

    package mutating func name(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    package mutating func string(_ text: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 { escape(byte) }
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    package mutating func integer(_ number: Int64) {
        raw(Array(String(number).utf8))
    }

    package mutating func bool(_ flag: Bool) {
        raw(flag ? Array("true".utf8) : Array("false".utf8))
    }

    package mutating func null() {
        raw(Array("null".utf8))
    }

    /// Splices in a value that is JSON already.
    package mutating func raw(_ json: some Collection<UInt8>) {
        separate()
        bytes.append(contentsOf: json)
        needsComma = true
    }

    package mutating func member(_ label: StaticString, _ text: String) {
        name(label)
        string(text)
    }

    package mutating func member(_ label: StaticString, _ text: String?) {
        guard let text else { return }
        member(label, text)
    }

    package mutating func member(_ label: StaticString, _ number: Int64) {
        name(label)
        integer(number)
    }

    /// A string of lower-case hexadecimal digits.
    package mutating func member(_ label: StaticString, hex: some Sequence<UInt8>) {
        name(label)
        bytes.append(UInt8(ascii: "\""))
        for byte in hex {
            bytes.append(Self.digits[Int(byte >> 4)])
            bytes.append(Self.digits[Int(byte & 15)])
        }
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = false
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(byte)
        case 0x08: bytes.append(contentsOf: Array("\\b".utf8))
        case 0x09: bytes.append(contentsOf: Array("\\t".utf8))
        case 0x0A: bytes.append(contentsOf: Array("\\n".utf8))
        case 0x0C: bytes.append(contentsOf: Array("\\f".utf8))
        case 0x0D: bytes.append(contentsOf: Array("\\r".utf8))
        case 0..<0x20:
            bytes.append(contentsOf: Array("\\u00".utf8))
            bytes.append(Self.digits[Int(byte >> 4)])
            bytes.append(Self.digits[Int(byte & 15)])
        default: bytes.append(byte)
        }
    }

    private static let digits = Array("0123456789abcdef".utf8)
}

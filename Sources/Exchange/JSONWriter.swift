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
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        // Few texts need an escape: they are taken over whole and looked through in place.
        for index in start..<bytes.count where Self.needsEscape(bytes[index]) {
            let rest = Array(bytes[index...])
            bytes.removeSubrange(index...)
            for byte in rest { escape(byte) }
            break
        }
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    package mutating func integer(_ number: Int64) {
        raw(String(number).utf8)
    }

    package mutating func bool(_ flag: Bool) {
        raw(flag ? "true".utf8 : "false".utf8)
    }

    package mutating func null() {
        raw("null".utf8)
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

    package mutating func member(_ label: StaticString, _ id: UniqueID) {
        quoted(label) { id.appendText(to: &$0) }
    }

    package mutating func member(_ label: StaticString, _ id: UniqueID?) {
        guard let id else { return }
        member(label, id)
    }

    package mutating func member(_ label: StaticString, _ time: Timestamp) {
        quoted(label) { time.appendText(to: &$0) }
    }

    package mutating func member(_ label: StaticString, _ time: Timestamp?) {
        guard let time else { return }
        member(label, time)
    }

    /// A string that needs no escape.
    @inline(__always)
    private mutating func quoted(_ label: StaticString, _ append: (inout [UInt8]) -> Void) {
        name(label)
        bytes.append(UInt8(ascii: "\""))
        append(&bytes)
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    /// A string of lower-case hexadecimal digits.
    package mutating func member(_ label: StaticString, hex: some Sequence<UInt8>) {
        name(label)
        string(hex: hex)
    }

    /// A string of lower-case hexadecimal digits.
    package mutating func string(hex: some Sequence<UInt8>) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        for byte in hex { HexDigits.append(byte, to: &bytes) }
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
            HexDigits.append(byte, to: &bytes)
        default: bytes.append(byte)
        }
    }
}

/// Lower-case hexadecimal digits.
enum HexDigits {
    static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
        bytes.append(digit(byte >> 4))
        bytes.append(digit(byte & 15))
    }

    @inline(__always)
    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") &+ value : UInt8(ascii: "a") &- 10 &+ value
    }
}

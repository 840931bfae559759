// SPDX-License-Identifier: Apache-2.0

package import TransparencyLog

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
        put(room: name.utf8CodeUnitCount + 3) { out in
            out.append(UInt8(ascii: "\""))
            name.withUTF8Buffer { out.append($0) }
            out.append(UInt8(ascii: "\""))
            out.append(UInt8(ascii: ":"))
        }
        needsComma = false
    }

    package mutating func string(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            guard Self.needsEscape(utf8) else { return quoted(room: utf8.count) { $0.append(utf8) } }
            // A byte becomes six at most.
            quoted(room: utf8.count + 5 * utf8.count(where: Self.needsEscape)) { out in
                for byte in utf8 { Self.escape(byte, into: &out) }
            }
        }
    }

    /// Sixteen bytes at a time: nearly every text is looked through whole, for nothing is found.
    private static func needsEscape(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let bytes = UnsafeRawBufferPointer(text)
        var place = 0
        while place + 16 <= bytes.count {
            let word = bytes.loadUnaligned(fromByteOffset: place, as: SIMD16<UInt8>.self)
            if any((word .< 0x20) .| (word .== UInt8(ascii: "\"")) .| (word .== UInt8(ascii: "\\"))) { return true }
            place += 16
        }
        return text[place...].contains(where: needsEscape)
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
        name(label)
        quoted(room: UniqueID.textLength) { id.append(to: &$0) }
    }

    package mutating func member(_ label: StaticString, _ id: UniqueID?) {
        guard let id else { return }
        member(label, id)
    }

    package mutating func member(_ label: StaticString, _ time: Timestamp) {
        name(label)
        bytes.append(UInt8(ascii: "\""))
        time.appendText(to: &bytes)
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    package mutating func member(_ label: StaticString, _ time: Timestamp?) {
        guard let time else { return }
        member(label, time)
    }

    /// A string of lower-case hexadecimal digits.
    package mutating func member(_ label: StaticString, hex: [UInt8]) {
        name(label)
        string(hex: hex)
    }

    /// A string of lower-case hexadecimal digits.
    package mutating func string(hex: [UInt8]) {
        quoted(room: 2 * hex.count) { out in
            for byte in hex { out.append(hex: byte) }
        }
    }

    /// A hash in standard base64.
    package mutating func member(_ label: StaticString, base64 hash: MerkleHash) {
        name(label)
        string(base64: hash)
    }

    /// A hash in standard base64.
    package mutating func string(base64 hash: MerkleHash) {
        quoted(room: (MerkleHash.byteCount + 2) / 3 * 4) { out in
            hash.withBytes { out.append(base64: $0) }
        }
    }

    /// Writes a string that is escaped already, or needs no escape.
    private mutating func quoted(room: Int, _ write: (inout OutputSpan<UInt8>) -> Void) {
        put(room: room + 2) { out in
            out.append(UInt8(ascii: "\""))
            write(&out)
            out.append(UInt8(ascii: "\""))
        }
        needsComma = true
    }

    /// Makes room once for all that is written, and for a comma before it.
    @inline(__always)
    private mutating func put(room: Int, _ write: (inout OutputSpan<UInt8>) -> Void) {
        bytes.append(addingCapacity: room + 1) { [needsComma] out in
            if needsComma { out.append(UInt8(ascii: ",")) }
            write(&out)
        }
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

    private static func escape(_ byte: UInt8, into out: inout OutputSpan<UInt8>) {
        func escaped(_ letter: UInt8) {
            out.append(UInt8(ascii: "\\"))
            out.append(letter)
        }
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): escaped(byte)
        case 0x08: escaped(UInt8(ascii: "b"))
        case 0x09: escaped(UInt8(ascii: "t"))
        case 0x0A: escaped(UInt8(ascii: "n"))
        case 0x0C: escaped(UInt8(ascii: "f"))
        case 0x0D: escaped(UInt8(ascii: "r"))
        case 0..<0x20:
            escaped(UInt8(ascii: "u"))
            out.append(UInt8(ascii: "0"))
            out.append(UInt8(ascii: "0"))
            out.append(hex: byte)
        default: out.append(byte)
        }
    }
}

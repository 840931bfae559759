// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSONSchema
import Testing
import TransparencyLog

@testable import Exchange

@Suite struct JSONWriterTests {
    /// Every character that needs an escape, and some that do not though they might seem to.
    private static let awkward: [String] =
        (0..<0x20).map { String(UnicodeScalar(UInt8($0))) } + ["\"", "\\", "/", "\u{7F}", "é", "𝄞", "\u{2028}"]

    private func written(_ text: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.string(text)
        return writer.bytes
    }

    @Test func `a text is escaped as RFC 8785 has it, wherever in it the character stands`() {
        for character in Self.awkward {
            for before in 0..<40 {
                let after = String(repeating: "y", count: 40 - before)
                let text = String(repeating: "x", count: before) + character + after
                #expect(written(text) == JSONValue.string(text).canonical())
            }
        }
    }

    @Test func `a text without an escape, of any length up to four words of sixteen bytes`() {
        for length in 0...64 {
            let text = String(repeating: "é", count: length / 2) + String(repeating: "x", count: length % 2)
            #expect(written(text) == JSONValue.string(text).canonical())
        }
    }

    @Test func `a text of nothing but escapes, and an empty one`() {
        for text in ["", String(repeating: "\u{1}", count: 100), Self.awkward.joined()] {
            #expect(written(text) == JSONValue.string(text).canonical())
        }
    }

    @Test func `bytes of any length are spelled as base64 as another program spells them`() {
        let bytes = (0..<768).map { UInt8(truncatingIfNeeded: $0 * 7) }
        for length in 0...64 {
            for start in stride(from: 0, to: 700, by: 13) {
                let part = Array(bytes[start..<start + length])
                let text = part.withUnsafeBytes { part in
                    [UInt8](capacity: 100) { $0.append(base64: part) }
                }
                #expect(String(decoding: text, as: UTF8.self) == Data(part).base64EncodedString())
            }
        }
        let hash = MerkleHash.leaf(of: bytes)
        var writer = JSONWriter()
        writer.string(base64: hash)
        #expect(writer.bytes == Array("\"\(hash.base64)\"".utf8))
    }

    @Test func `members are parted by commas, at any depth`() throws {
        var writer = JSONWriter(capacity: 0)
        writer.beginObject()
        writer.member("a", "x")
        writer.name("b")
        writer.beginArray()
        writer.beginObject()
        writer.endObject()
        writer.string("y")
        writer.string(hex: [0x00, 0x9F, 0xA0, 0xFF])
        writer.raw("[1]".utf8)
        writer.bool(true)
        writer.null()
        writer.beginArray()
        writer.endArray()
        writer.endArray()
        writer.member("c", -7)
        writer.member("d", nil as String?)
        writer.member("e", UniqueID(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_00AF))
        writer.member("f", Timestamp(microseconds: 0))
        writer.endObject()
        #expect(
            String(decoding: writer.bytes, as: UTF8.self)
                == #"{"a":"x","b":[{},"y","009fa0ff",[1],true,null,[]],"c":-7,"#
                + #""e":"01900000-0000-7000-8000-0000000000af","f":"1970-01-01T00:00:00.000000Z"}"#
        )
    }
}

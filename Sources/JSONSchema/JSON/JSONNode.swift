// SPDX-License-Identifier: Apache-2.0

/// A position in a document; cheap to copy.
package struct JSONNode: Sendable {
    let document: JSONDocument
    let index: Int

    /// The six kinds of JSON value.
    package enum Kind: Sendable, Equatable { case null, bool, number, string, array, object }

    var entry: TapeEntry { document.tape[index] }

    /// What kind of value stands here.
    package var kind: Kind {
        switch entry.kind {
        case TapeEntry.null: .null
        case TapeEntry.bool: .bool
        case TapeEntry.number: .number
        case TapeEntry.string: .string
        case TapeEntry.array: .array
        default: .object
        }
    }

    /// The truth value, when this is one.
    package var boolValue: Bool? {
        kind == .bool ? document.bytes[Int(entry.start)] == UInt8(ascii: "t") : nil
    }

    /// The unescaped string, when this is one.
    package var stringValue: String? {
        kind == .string ? text(entry) : nil
    }

    /// The unescaped UTF-8 of a string, without making a `String`.
    package var stringBytes: ArraySlice<UInt8>? {
        guard kind == .string else { return nil }
        guard entry.isEscaped else { return document.bytes[Int(entry.start)..<Int(entry.end)] }
        return StringEscape.decode(document.bytes.span, Int(entry.start), Int(entry.end))[...]
    }

    /// Whether this is a string of exactly these bytes (no Unicode normalisation).
    package func stringEquals(_ text: String) -> Bool {
        kind == .string && matches(entry, text)
    }

    /// The number exactly as written.
    package var numberText: String? {
        kind == .number ? String(decoding: rawBytes, as: UTF8.self) : nil
    }

    /// The number, when it is exactly an integer in range; 1.0 and 1e2 count.
    package var integerValue: Int64? {
        guard kind == .number else { return nil }
        return ExactDecimal(document.bytes.span, Int(entry.start), Int(entry.end)).int64
    }

    /// The exact source bytes of this value, quotes included.
    package var rawBytes: ArraySlice<UInt8> {
        let entry = entry
        let quote = entry.kind == TapeEntry.string ? 1 : 0
        return document.bytes[Int(entry.start) - quote..<Int(entry.end) + quote]
    }

    /// Number of members or elements; 0 for a scalar.
    package var count: Int { entry.isContainer ? entry.count : 0 }

    func text(_ entry: TapeEntry) -> String {
        entry.isEscaped
            ? String(
                decoding: StringEscape.decode(document.bytes.span, Int(entry.start), Int(entry.end)),
                as: UTF8.self
            )
            : String(decoding: document.bytes[Int(entry.start)..<Int(entry.end)], as: UTF8.self)
    }

    func matches(_ entry: TapeEntry, _ text: String) -> Bool {
        if entry.isEscaped {
            return StringEscape.decode(document.bytes.span, Int(entry.start), Int(entry.end)).elementsEqual(text.utf8)
        }
        guard entry.length == text.utf8.count else { return false }
        var offset = Int(entry.start)
        for byte in text.utf8 {
            if document.bytes[offset] != byte { return false }
            offset += 1
        }
        return true
    }
}

// SPDX-License-Identifier: Apache-2.0

/// One segment, its fields numbered as in the standard: in MSH the separator itself is field 1.
struct HL7Segment {
    let name: String
    private let fields: [ArraySlice<UInt8>]
    private let leaf: HL7Text

    /// Cuts a segment of UTF-8 text; separators are ASCII, so they never fall inside a character.
    init(_ bytes: [UInt8], separators: HL7Separators, charset: HL7Charset) {
        leaf = HL7Text(separators: separators, charset: charset)
        var fields = bytes.split(separator: separators.field, omittingEmptySubsequences: false)
        name = String(decoding: fields.first ?? [], as: UTF8.self)
        if name == "MSH" { fields.insert([separators.field], at: 1) }
        self.fields = fields
    }

    /// The first repetition of a field; an absent field has no values.
    func field(_ number: Int) -> HL7Field {
        repetitions(number).first ?? HL7Field([], leaf: leaf)
    }

    /// All repetitions of a field.
    func repetitions(_ number: Int) -> [HL7Field] {
        guard fields.indices.contains(number), !fields[number].isEmpty else { return [] }
        return fields[number].split(separator: leaf.separators.repetition, omittingEmptySubsequences: false)
            .map { HL7Field($0, leaf: leaf) }
    }

    /// The first component of the first repetition of a field.
    func value(_ number: Int) -> String? {
        field(number).value
    }
}

// SPDX-License-Identifier: Apache-2.0

/// One decoded HL7 v2 message.
struct HL7Message {
    /// Why bytes are no message.
    enum Failure: Error {
        case separators
        case charset
        case encoding
    }

    let segments: [HL7Segment]

    /// Reads the header's separators and character set, then decodes every segment.
    init(_ raw: [[UInt8]]) throws(Failure) {
        guard let header = raw.first, let separators = HL7Separators(header: header) else { throw .separators }
        let stated = HL7Segment(header, separators: separators, charset: .utf8)
        guard let charset = HL7Charset(named: stated.field(18).value ?? "") else { throw .charset }
        var segments: [HL7Segment] = []
        for bytes in raw {
            guard let text = charset.utf8(bytes) else { throw .encoding }
            segments.append(HL7Segment(text, separators: separators, charset: charset))
        }
        self.segments = segments
    }

    var header: HL7Segment? { segments.first }

    /// The first segment of that name.
    func first(_ name: String) -> HL7Segment? {
        segments.first { $0.name == name }
    }

    /// All segments of that name.
    func all(_ name: String) -> [HL7Segment] {
        segments.filter { $0.name == name }
    }

    /// The message type and trigger of MSH-9, such as `REF^I12`.
    var type: String {
        guard let field = header?.field(9) else { return "" }
        return [field[1], field[2]].compactMap { $0 }.joined(separator: "^")
    }
}

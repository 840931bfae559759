// SPDX-License-Identifier: Apache-2.0

/// The separators a message declares in MSH-1 and MSH-2.
struct HL7Separators: Equatable {
    let field: UInt8
    let component: UInt8
    let repetition: UInt8
    let escape: UInt8
    let subcomponent: UInt8

    /// Nil unless the header declares four or five different printable characters that are neither letters nor digits.
    ///
    /// A header may leave the last ones out; the recommended characters then stand (HL7 v2.8 §2.5.4).
    init?(header: [UInt8]) {
        guard header.count > 8, header.starts(with: Array("MSH".utf8)) else { return nil }
        let field = header[3]
        let declared = Array(header[4...].prefix { $0 != field }.prefix(4))
        let encoding = declared + Array("^~\\&".utf8).dropFirst(declared.count)
        let all = [field] + encoding
        guard !declared.isEmpty, Set(all).count == 5, all.allSatisfy(Self.isAllowed) else { return nil }
        self.field = field
        component = encoding[0]
        repetition = encoding[1]
        escape = encoding[2]
        subcomponent = encoding[3]
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: false
        default: (0x21...0x7E).contains(byte)
        }
    }
}

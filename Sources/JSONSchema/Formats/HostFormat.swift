// SPDX-License-Identifier: Apache-2.0

/// Host names in ASCII and beyond it.
enum HostFormat {
    private static let dash = UInt8(ascii: "-")
    private static let dot = UInt8(ascii: ".")
    private static let prefix = Array("xn--".utf8)
    private static let maxLabel = 63
    private static let maxName = 253

    /// Letter-digit-hyphen labels of at most 63 bytes, 253 in all (RFC 1123 §2.1); an A-label must decode (RFC 5891 §5.4).
    static func isHostname(_ text: ArraySlice<UInt8>) -> Bool {
        guard !text.isEmpty, text.count <= maxName else { return false }
        var isInternational = false
        let isName = text.allParts(between: dot) { label in
            isInternational = isInternational || isALabel(label)
            return isLabel(label)
        }
        guard isName && isInternational else { return isName }
        var labels: [[Unicode.Scalar]] = []
        for label in text.split(separator: dot, omittingEmptySubsequences: false) {
            guard isALabel(label) else {
                labels.append(label.map { Unicode.Scalar($0) })
                continue
            }
            guard let decoded = InternationalLabel.decoded(label.dropFirst(4)) else { return false }
            labels.append(decoded)
        }
        return BidiRule.holds(labels)
    }

    private static func isLabel(_ label: ArraySlice<UInt8>) -> Bool {
        guard !label.isEmpty, label.count <= maxLabel, label.first != dash, label.last != dash else { return false }
        return label.allSatisfy { Byte.isAlphanumeric($0) || $0 == dash }
    }

    private static func isALabel(_ label: ArraySlice<UInt8>) -> Bool {
        label.count >= 4 && zip(label, prefix).allSatisfy { $0 | 0x20 == $1 }
    }

    /// A host name whose labels may be U-labels (RFC 5890 §2.3.2.3), parted by any of the four dots of RFC 3490 §3.1.
    static func isInternational(_ text: ArraySlice<UInt8>) -> Bool {
        // No code point takes fewer bytes in its A-label than a quarter of its UTF-8.
        guard text.count <= 4 * maxName else { return false }
        let scalars = Array(String(decoding: text, as: UTF8.self).unicodeScalars)
        let parts = scalars.split(omittingEmptySubsequences: false) {
            $0 == "." || $0 == "\u{3002}" || $0 == "\u{FF0E}" || $0 == "\u{FF61}"
        }
        var labels: [[Unicode.Scalar]] = []
        var length = parts.count - 1
        for part in parts {
            guard let (label, width) = international(Array(part)) else { return false }
            labels.append(label)
            length += width
        }
        return length <= maxName && BidiRule.holds(labels)
    }

    /// The Unicode form of one label, and how many bytes its ASCII form takes.
    private static func international(_ label: [Unicode.Scalar]) -> ([Unicode.Scalar], Int)? {
        guard label.allSatisfy(\.isASCII) else {
            guard InternationalLabel.isValid(label), let encoded = Punycode.encode(label) else { return nil }
            return (label, encoded.count + 4)
        }
        let bytes = label.map { UInt8($0.value) }[...]
        guard isLabel(bytes) else { return nil }
        guard isALabel(bytes) else { return (label, bytes.count) }
        return InternationalLabel.decoded(bytes.dropFirst(4)).map { ($0, bytes.count) }
    }
}

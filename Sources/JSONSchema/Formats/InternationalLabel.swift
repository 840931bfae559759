// SPDX-License-Identifier: Apache-2.0

/// One label of an internationalised host name: IDNA2008 (RFC 5891, RFC 5892).
enum InternationalLabel {
    /// The Unicode form behind `xn--` and what follows it, when that is a label IDNA2008 allows.
    static func decoded(_ encoded: ArraySlice<UInt8>) -> [Unicode.Scalar]? {
        guard let label = Punycode.decode(encoded), isValid(label) else { return nil }
        // RFC 5891 §5.4: it must be what the Unicode form encodes to.
        let lower = encoded.map { Byte.isLetter($0) ? $0 | 0x20 : $0 }
        return Punycode.encode(label) == lower ? label : nil
    }

    /// Whether a label beyond ASCII may stand in a host name; the Bidi rule is of the whole name (``BidiRule``).
    static func isValid(_ label: [Unicode.Scalar]) -> Bool {
        guard let first = label.first, label.contains(where: { !$0.isASCII }) else { return false }
        if label.count >= 4, label[2] == "-", label[3] == "-" { return false }
        guard first != "-", label.last != "-", !isMark(first) else { return false }
        guard label.indices.allSatisfy({ isAllowed(label, $0) }) else { return false }
        // RFC 5891 §4.2.4: at most 63 bytes with the prefix.
        return Punycode.encode(label).map { $0.count <= 59 } ?? false
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    /// The exceptions of RFC 5892 §2.6 and the contextual rules of its appendix A, else the derived property.
    private static func isAllowed(_ label: [Unicode.Scalar], _ index: Int) -> Bool {
        let scalar = label[index]
        let before = index > 0 ? label[index - 1] : nil
        let after = index + 1 < label.count ? label[index + 1] : nil
        switch scalar.value {
        case 0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007: return true
        case 0x640, 0x7FA, 0x302E, 0x302F, 0x3031...0x3035, 0x303B: return false
        case 0xB7: return before == "l" && after == "l"
        case 0x375: return after.map { isOf("GREEK ", $0) } ?? false
        case 0x5F3, 0x5F4: return before.map { isOf("HEBREW ", $0) } ?? false
        case 0x30FB: return label.contains(where: isJapaneseOrHan)
        case 0x660...0x669: return !label.contains { (0x6F0...0x6F9).contains($0.value) }
        case 0x6F0...0x6F9: return !label.contains { (0x660...0x669).contains($0.value) }
        case 0x200D: return before.map(isVirama) ?? false
        case 0x200C: return before.map(isVirama) ?? false || JoiningLetter.joins(label, around: index)
        default: return isDerivedValid(scalar)
        }
    }

    /// PVALID as RFC 5892 §3 derives it from Unicode's own properties.
    private static func isDerivedValid(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar == "-" || Byte.isDigit(UInt8(scalar.value)) || ("a"..."z").contains(scalar) }
        let properties = scalar.properties
        // Unstable (§2.2) and IgnorableProperties (§2.3).
        guard !properties.changesWhenNFKCCaseFolded, !properties.isDefaultIgnorableCodePoint, !properties.isWhitespace,
            !properties.isNoncharacterCodePoint
        else { return false }
        switch scalar.value {
        // IgnorableBlocks (§2.4) and OldHangulJamo (§2.9).
        case 0x20D0...0x20FF, 0x1D100...0x1D1FF, 0x1D200...0x1D24F: return false
        case 0x1100...0x11FF, 0xA960...0xA97C, 0xD7B0...0xD7C6, 0xD7CB...0xD7FB: return false
        default: break
        }
        switch properties.generalCategory {
        case .lowercaseLetter, .uppercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark,
            .decimalNumber:
            return true
        default: return false
        }
    }

    private static func isVirama(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.canonicalCombiningClass == .virama
    }

    /// The standard library knows no scripts; the characters of these bear their script's name.
    private static func isOf(_ script: String, _ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.name?.hasPrefix(script) ?? false
    }

    private static func isJapaneseOrHan(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value != 0x30FB else { return false }
        return scalar.properties.isUnifiedIdeograph || scalar.value == 0x3005 || scalar.value == 0x3007
            || isOf("HIRAGANA ", scalar) || isOf("KATAKANA ", scalar)
    }
}

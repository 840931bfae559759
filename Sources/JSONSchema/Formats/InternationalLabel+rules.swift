// SPDX-License-Identifier: Apache-2.0

extension InternationalLabel {
    /// PVALID by category, the exceptions of RFC 5892 §2.6, and the contextual rules of its appendix A.
    static func isAllowed(_ label: [Unicode.Scalar], _ index: Int) -> Bool {
        let scalar = label[index]
        let before = index > 0 ? label[index - 1] : nil
        let after = index + 1 < label.count ? label[index + 1] : nil
        switch scalar.value {
        case 0x2D, 0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007: return true
        case 0x640, 0x7FA, 0x302E, 0x302F, 0x3031...0x3035, 0x303B: return false
        case 0xB7: return before == "l" && after == "l"
        case 0x375: return after.map(isGreek) ?? false
        case 0x5F3, 0x5F4: return before.map(isHebrew) ?? false
        case 0x30FB: return label.contains(where: isJapaneseOrHan)
        case 0x660...0x669: return !label.contains { (0x6F0...0x6F9).contains($0.value) }
        case 0x6F0...0x6F9: return !label.contains { (0x660...0x669).contains($0.value) }
        case 0x200D: return before.map(isVirama) ?? false
        case 0x200C: return before.map(isVirama) ?? false || joins(label, index)
        default: break
        }
        switch scalar.properties.generalCategory {
        case .lowercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark, .decimalNumber:
            // Unstable under case folding or compatibility: the upper-case and compatibility forms are excluded.
            return scalar.properties.lowercaseMapping.unicodeScalars.elementsEqual([scalar])
                && !isCompatibilityForm(scalar)
        default: return false
        }
    }

    private static func isVirama(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.canonicalCombiningClass == .virama
    }

    private static func isGreek(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x370...0x373, 0x375...0x377, 0x37A...0x37D, 0x37F, 0x384, 0x386, 0x388...0x3E1, 0x3F0...0x3FF,
            0x1F00...0x1FFE:
            true
        default: false
        }
    }

    private static func isHebrew(_ scalar: Unicode.Scalar) -> Bool {
        (0x591...0x5F4).contains(scalar.value) || (0xFB1D...0xFB4F).contains(scalar.value)
    }

    private static func isJapaneseOrHan(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x30FB: false
        case 0x3041...0x3096, 0x309D...0x309F, 0x30A1...0x30FA, 0x30FD...0x30FF, 0x31F0...0x31FF: true
        default: scalar.properties.isIdeographic
        }
    }

    private static func isCompatibilityForm(_ scalar: Unicode.Scalar) -> Bool {
        (0xFB00...0xFDFF).contains(scalar.value) || (0xFE70...0xFEFE).contains(scalar.value)
            || (0xFF00...0xFFEF).contains(scalar.value)
    }

    /// A zero-width non-joiner between letters of joining scripts, transparent marks skipped.
    private static func joins(_ label: [Unicode.Scalar], _ index: Int) -> Bool {
        let left = label[..<index].last { $0.properties.generalCategory != .nonspacingMark }
        let right = label[(index + 1)...].first { $0.properties.generalCategory != .nonspacingMark }
        guard let left, let right else { return false }
        return joinsForward(left) && isJoiningLetter(right)
    }

    private static func isJoiningLetter(_ scalar: Unicode.Scalar) -> Bool {
        let isJoiningScript = (0x620...0x6FF).contains(scalar.value) || (0x712...0x77F).contains(scalar.value)
        return isJoiningScript && scalar.properties.generalCategory == .otherLetter
            && scalar.value != 0x621 && scalar.value != 0x674 && scalar.value != 0x6D5
    }

    /// Letters that join only to the letter before them (alef, dal, reh, waw and kin) are excluded.
    private static func joinsForward(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x622...0x625, 0x627, 0x629, 0x62F...0x632, 0x648, 0x671...0x673, 0x675...0x677, 0x688...0x699, 0x6C0,
            0x6C3...0x6CB, 0x6CD, 0x6CF, 0x6D2, 0x6D3, 0x6EE, 0x6EF:
            false
        default: isJoiningLetter(scalar)
        }
    }
}

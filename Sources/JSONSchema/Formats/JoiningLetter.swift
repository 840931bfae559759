// SPDX-License-Identifier: Apache-2.0

/// Which letters of the Arabic and Syriac blocks join their neighbours: what a zero-width non-joiner may stand between.
enum JoiningLetter {
    /// RFC 5892 appendix A.1: letters that would join around the place, transparent marks skipped.
    static func joins(_ label: [Unicode.Scalar], around index: Int) -> Bool {
        let left = label[..<index].last { $0.properties.generalCategory != .nonspacingMark }
        let right = label[(index + 1)...].first { $0.properties.generalCategory != .nonspacingMark }
        guard let left, let right else { return false }
        return joinsForward(left) && joinsBackward(right)
    }

    private static func joinsBackward(_ scalar: Unicode.Scalar) -> Bool {
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
        default: joinsBackward(scalar)
        }
    }
}

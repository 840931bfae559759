// SPDX-License-Identifier: Apache-2.0

/// The Bidi rule for host names (RFC 5893 §2), for code points IDNA2008 allows.
enum BidiRule {
    private enum Direction { case left, right, european, arabic, mark, neutral }

    /// Whether every label keeps the rule; it binds only names in which something runs from right to left.
    static func holds(_ labels: [[Unicode.Scalar]]) -> Bool {
        let directions = labels.map { $0.map(direction) }
        guard directions.contains(where: { $0.contains(.right) || $0.contains(.arabic) }) else { return true }
        return directions.allSatisfy(holds)
    }

    private static func holds(_ label: [Direction]) -> Bool {
        guard let last = label.last(where: { $0 != .mark }) else { return false }
        switch label.first {
        case .right:
            guard !label.contains(.left) else { return false }
            guard !(label.contains(.european) && label.contains(.arabic)) else { return false }
            return last == .right || last == .european || last == .arabic
        case .left:
            guard !label.contains(.right), !label.contains(.arabic) else { return false }
            return last == .left || last == .european
        default: return false
        }
    }

    /// Bidi_Class as far as the rule asks for it, from category and the ranges Unicode keeps for right-to-left scripts.
    private static func direction(_ scalar: Unicode.Scalar) -> Direction {
        switch scalar.value {
        case 0x30...0x39, 0x6F0...0x6F9: return .european
        case 0x660...0x669, 0x10D30...0x10D39: return .arabic
        case 0x2D, 0xB7, 0x375, 0x30FB, 0x200C, 0x200D: return .neutral
        default: break
        }
        if scalar.properties.generalCategory == .nonspacingMark { return .mark }
        switch scalar.value {
        case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF: return .right
        default: return .left
        }
    }
}

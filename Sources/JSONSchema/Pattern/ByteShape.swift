// SPDX-License-Identifier: Apache-2.0

/// A pattern that every text it matches fits byte by byte, all of one length: what most codes and identifiers are.
///
/// Each byte is tested by itself, where a table of states must wait for each look-up before the next.
struct ByteShape: Sendable {
    /// The ASCII characters allowed at each place.
    let masks: [ByteMask]

    private static let maxLength = 64

    /// Nil when the expression is of another kind.
    init?(_ pattern: PatternNode) {
        guard case .sequence(let parts) = pattern, parts.count > 2, case .assertion(.start)? = parts.first,
            case .assertion(.end)? = parts.last
        else { return nil }
        var masks: [ByteMask] = []
        for part in parts.dropFirst().dropLast() {
            guard ByteShape.append(part, to: &masks), masks.count <= ByteShape.maxLength else { return nil }
        }
        self.masks = masks
    }

    private static func append(_ part: PatternNode, to masks: inout [ByteMask]) -> Bool {
        switch part {
        case .set(let set):
            guard let mask = ByteMask(set) else { return false }
            masks.append(mask)
            return true
        case .sequence(let parts):
            return parts.allSatisfy { append($0, to: &masks) }
        case .group(_, let inner):
            return append(inner, to: &masks)
        case .repeated(let inner, let min, let max?):
            guard min == max, min <= maxLength else { return false }
            for _ in 0..<min where masks.count <= maxLength {
                guard append(inner, to: &masks) else { return false }
            }
            return true
        default:
            return false
        }
    }
}

/// A set of ASCII characters, a bit for each.
struct ByteMask: Sendable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    /// Nil when the set has others too.
    init?(_ set: ScalarSet) {
        guard let last = set.runs.last, last.high < 0x80 else { return nil }
        for run in set.runs {
            for value in run.low...run.high {
                if value < 64 { low |= 1 << UInt64(value) } else { high |= 1 << UInt64(value - 64) }
            }
        }
    }

    @inline(__always)
    func holds(_ byte: UInt8) -> Bool {
        let word = byte & 0x40 == 0 ? low : high
        return (word &>> UInt64(byte & 0x3F)) & 1 != 0 && byte < 0x80
    }
}

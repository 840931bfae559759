// SPDX-License-Identifier: Apache-2.0

/// Comparison of strings on tapes by their unescaped bytes.
enum TapeText {
    /// Negative, zero or positive, as the first text sorts before, with or after the second.
    static func order(_ left: Span<UInt8>, _ first: TapeEntry, _ right: Span<UInt8>, _ second: TapeEntry) -> Int {
        if first.isEscaped || second.isEscaped {
            let one = decoded(left, first)
            let two = decoded(right, second)
            return order(one.span, 0, one.count, two.span, 0, two.count)
        }
        return order(left, Int(first.start), first.length, right, Int(second.start), second.length)
    }

    static func equal(_ left: Span<UInt8>, _ first: TapeEntry, _ right: Span<UInt8>, _ second: TapeEntry) -> Bool {
        if !first.isEscaped && !second.isEscaped {
            return first.length == second.length
                && ByteWord.same(left, Int(first.start), right, Int(second.start), first.length)
        }
        return order(left, first, right, second) == 0
    }

    static func decoded(_ bytes: Span<UInt8>, _ entry: TapeEntry) -> [UInt8] {
        entry.isEscaped
            ? StringEscape.decode(bytes, Int(entry.start), Int(entry.end))
            : copy(bytes, Int(entry.start), Int(entry.end))
    }

    private static func copy(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(end - start)
        for index in start..<end { out.append(bytes[index]) }
        return out
    }

    private static func order(
        _ left: Span<UInt8>,
        _ first: Int,
        _ firstCount: Int,
        _ right: Span<UInt8>,
        _ second: Int,
        _ secondCount: Int
    ) -> Int {
        for offset in 0..<min(firstCount, secondCount) {
            let difference = Int(left[first + offset]) - Int(right[second + offset])
            if difference != 0 { return difference }
        }
        return firstCount - secondCount
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Comparison of strings on tapes by their unescaped bytes.
enum TapeText {
    /// Negative, zero or positive, as the first text sorts before, with or after the second.
    static func order(_ left: [UInt8], _ first: TapeEntry, _ right: [UInt8], _ second: TapeEntry) -> Int {
        if first.isEscaped || second.isEscaped {
            let one = decoded(left, first)
            let two = decoded(right, second)
            return order(one, 0, one.count, two, 0, two.count)
        }
        return order(left, Int(first.start), first.length, right, Int(second.start), second.length)
    }

    static func equal(_ left: [UInt8], _ first: TapeEntry, _ right: [UInt8], _ second: TapeEntry) -> Bool {
        if !first.isEscaped && !second.isEscaped {
            return first.length == second.length
                && same(left, Int(first.start), right, Int(second.start), first.length)
        }
        return order(left, first, right, second) == 0
    }

    static func decoded(_ bytes: [UInt8], _ entry: TapeEntry) -> [UInt8] {
        entry.isEscaped
            ? StringEscape.decode(bytes, Int(entry.start), Int(entry.end))
            : Array(bytes[Int(entry.start)..<Int(entry.end)])
    }

    @inline(__always)
    static func same(_ left: [UInt8], _ first: Int, _ right: [UInt8], _ second: Int, _ length: Int) -> Bool {
        var offset = 0
        while offset < length {
            if left[first &+ offset] != right[second &+ offset] { return false }
            offset &+= 1
        }
        return true
    }

    private static func order(
        _ left: [UInt8],
        _ first: Int,
        _ firstCount: Int,
        _ right: [UInt8],
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

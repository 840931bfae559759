// SPDX-License-Identifier: Apache-2.0

/// Names by their bytes: open addressing on the fingerprint the scanner already took.
struct NameTable: Sendable {
    private struct Slot {
        var print: UInt32
        var start: Int32
        var length: Int32
        /// Position of the name in the list given, or -1 for an empty slot.
        var value: Int32
    }

    private let slots: [Slot]
    private let mask: Int
    private let pool: [UInt8]

    /// No list anybody wrote takes more comparisons per name on the average.
    private static let maxProbes = 64

    /// Nil when the names were chosen to collide.
    init?(_ names: [[UInt8]]) {
        var size = 4
        while size < names.count * 2 { size *= 2 }
        var slots = Array(repeating: Slot(print: 0, start: 0, length: 0, value: -1), count: size)
        var pool: [UInt8] = []
        var probes = 0
        for (value, name) in names.enumerated() {
            let print = Fingerprint.of(name)
            var index = Int(print) & (size - 1)
            while slots[index].value >= 0 {
                index = (index + 1) & (size - 1)
                probes += 1
            }
            guard probes <= NameTable.maxProbes * (names.count + 16) else { return nil }
            slots[index] = Slot(
                print: print,
                start: Int32(pool.count),
                length: Int32(name.count),
                value: Int32(value)
            )
            pool += name
        }
        self.slots = slots
        self.pool = pool
        mask = size - 1
    }

    /// Position of a name, or -1.
    ///
    /// The entry must hold no escapes.
    @inline(__always)
    func find(_ print: UInt32, _ bytes: [UInt8], _ start: Int, _ length: Int) -> Int {
        var index = Int(print) & mask
        while true {
            let slot = slots[index]
            if slot.value < 0 { return -1 }
            if slot.print == print, Int(slot.length) == length,
                TapeText.same(pool, Int(slot.start), bytes, start, length)
            {
                return Int(slot.value)
            }
            index = (index &+ 1) & mask
        }
    }

    /// Position of a member name or string value, or -1.
    func find(_ entry: TapeEntry, _ bytes: [UInt8], isName: Bool) -> Int {
        if entry.isEscaped {
            let text = StringEscape.decode(bytes, Int(entry.start), Int(entry.end))
            return find(Fingerprint.of(text), text, 0, text.count)
        }
        let print = isName ? entry.aux : Fingerprint.of(bytes, Int(entry.start), Int(entry.end))
        return find(print, bytes, Int(entry.start), entry.length)
    }
}

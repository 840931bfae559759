// SPDX-License-Identifier: Apache-2.0

/// Names by their bytes: open addressing on the fingerprint the scanner already took.
///
/// The slots and bytes of all tables of a schema stand one behind another in ``Names``; this says which are meant.
struct NameTable: Sendable {
    let first: Int32
    let mask: Int32

    /// Position of a member name, or -1.
    ///
    /// What is looked at is handed in piece by piece: to borrow the whole evaluator would copy it.
    @inline(__always)
    func find(name: TapeEntry, _ bytes: Span<UInt8>, _ slots: Span<NameSlot>, _ pool: Span<UInt8>) -> Int {
        let slot = slots[Int(first) &+ (Int(name.aux) & Int(mask))]
        if slot.value < 0 { return -1 }
        if slot.print == name.aux, !name.isEscaped, Int(slot.length) == name.length,
            slot.isSame(bytes, Int(name.start), name.length, pool)
        {
            return Int(slot.value)
        }
        return probe(name, bytes, slots, pool)
    }

    /// The rest of looking for a member name, when it was not the first met.
    @inline(never)
    private func probe(_ name: TapeEntry, _ bytes: Span<UInt8>, _ slots: Span<NameSlot>, _ pool: Span<UInt8>) -> Int {
        guard !name.isEscaped else { return findEscaped(name, bytes, slots, pool) }
        return find(name.aux, bytes, Int(name.start), name.length, slots, pool)
    }

    /// Position of a string, or -1.
    @inline(__always)
    func find(text: TapeEntry, _ bytes: Span<UInt8>, _ slots: Span<NameSlot>, _ pool: Span<UInt8>) -> Int {
        guard !text.isEscaped else { return findEscaped(text, bytes, slots, pool) }
        let print = Fingerprint.of(bytes, Int(text.start), Int(text.end))
        return find(print, bytes, Int(text.start), text.length, slots, pool)
    }

    @inline(never)
    private func findEscaped(
        _ entry: TapeEntry,
        _ bytes: Span<UInt8>,
        _ slots: Span<NameSlot>,
        _ pool: Span<UInt8>
    ) -> Int {
        let text = StringEscape.decode(bytes, Int(entry.start), Int(entry.end))
        return find(Fingerprint.of(text), text.span, 0, text.count, slots, pool)
    }

    @inline(__always)
    private func find(
        _ print: UInt32,
        _ text: Span<UInt8>,
        _ start: Int,
        _ length: Int,
        _ slots: Span<NameSlot>,
        _ pool: Span<UInt8>
    ) -> Int {
        var index = Int(print) & Int(mask)
        while true {
            let slot = slots[Int(first) &+ index]
            if slot.value < 0 { return -1 }
            if slot.print == print, Int(slot.length) == length,
                slot.isSame(text, start, length, pool)
            {
                return Int(slot.value)
            }
            index = (index &+ 1) & Int(mask)
        }
    }
}

/// One place of a table.
struct NameSlot: Sendable {
    let print: UInt32
    let start: Int32
    let length: Int32
    /// Position of the name in the list given, or -1 for an empty slot.
    let value: Int32
    /// The first eight bytes, and the last eight where there are as many: all there is of most names.
    let head: UInt64
    let last: UInt64

    static let empty = NameSlot(print: 0, start: 0, length: 0, value: -1, head: 0, last: 0)

    /// Whether a stretch of a text, as long as the name, is the name.
    @inline(__always)
    func isSame(_ text: Span<UInt8>, _ start: Int, _ length: Int, _ pool: Span<UInt8>) -> Bool {
        guard length >= 8 else { return ByteWord.load(text, start, count: length) == head }
        return ByteWord.load(text, start) == head && ByteWord.load(text, start &+ length &- 8) == last
            && (length <= 16 || ByteWord.same(pool, Int(self.start), text, start, length))
    }
}

/// The name tables of a schema while it is being built.
struct Names {
    private(set) var slots: [NameSlot] = []
    private(set) var pool: [UInt8] = []

    /// No list anybody wrote takes more comparisons per name on the average.
    private static let maxProbes = 64

    /// Nil when the names were chosen to collide.
    mutating func table(of names: [[UInt8]]) -> NameTable? {
        // Small tables are mostly air: what is not in them is then mostly known at the first look.
        var size = 8
        while size < names.count * (names.count <= 32 ? 4 : 2) { size *= 2 }
        var slots = Array(repeating: NameSlot.empty, count: size)
        var probes = 0
        for (value, name) in names.enumerated() {
            let print = Fingerprint.of(name)
            var index = Int(print) & (size - 1)
            while slots[index].value >= 0 {
                index = (index + 1) & (size - 1)
                probes += 1
            }
            guard probes <= Names.maxProbes * (names.count + 16) else { return nil }
            slots[index] = NameSlot(
                print: print,
                start: Int32(pool.count),
                length: Int32(name.count),
                value: Int32(value),
                head: name.count < 8
                    ? ByteWord.load(name.span, 0, count: name.count) : ByteWord.load(name.span, 0),
                last: name.count < 8 ? 0 : ByteWord.load(name.span, name.count - 8)
            )
            pool += name
        }
        let table = NameTable(first: Int32(self.slots.count), mask: Int32(size - 1))
        self.slots += slots
        return table
    }

    /// The slots of a table that hold a name.
    func names(of table: NameTable) -> [NameSlot] {
        slots[Int(table.first)...Int(table.first) + Int(table.mask)].filter { $0.value >= 0 }
    }

    func name(_ slot: NameSlot) -> [UInt8] {
        Array(pool[Int(slot.start)..<Int(slot.start) + Int(slot.length)])
    }
}

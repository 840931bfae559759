// SPDX-License-Identifier: Apache-2.0

/// The deterministic form of an automaton: one table look-up per byte.
struct ByteTable: Sendable {
    /// Row offset of the state that never matches, and of the one that always does.
    private static let dead: UInt32 = 0
    private var matched: UInt32 { UInt32(stride) }

    let stride: Int
    let classes: [UInt8]
    let rows: [UInt32]
    let start: UInt32

    static let maxStates = 2_048
    static let maxCells = 1 << 18
    /// States visited while building; more would cost longer than most texts are searched for.
    static let maxVisits = 1 << 22

    /// Nil when the automaton has too many states for a table.
    ///
    /// `cost` is what building took, table or not.
    init?(_ automaton: ByteAutomaton, cost: inout Int) {
        let (classes, samples) = ByteTable.byteClasses(automaton)
        let stride = samples.count + 1
        var builder = Builder(automaton: automaton, stride: stride)
        defer { cost += builder.scratch.visits + builder.rows.count }
        var front = ByteAutomaton.Front()
        let start = builder.row(for: automaton.begin(&builder.scratch, &front), front)
        var next = 0
        while next < builder.fronts.count {
            for sample in samples { builder.append(next, sample) }
            builder.append(next, nil)
            guard builder.fronts.count < ByteTable.maxStates, builder.rows.count < ByteTable.maxCells,
                builder.scratch.visits < ByteTable.maxVisits
            else { return nil }
            next += 1
        }
        self.stride = stride
        self.classes = classes
        rows = builder.rows
        self.start = start
    }

    func search(_ bytes: [UInt8], _ from: Int, _ to: Int) -> Bool {
        var state = start
        var cursor = from
        while cursor < to {
            if state <= matched { return state == matched }
            state = rows[Int(state) &+ Int(classes[Int(bytes[cursor])])]
            cursor &+= 1
        }
        return state <= matched ? state == matched : rows[Int(state) &+ stride &- 1] == matched
    }

    // MARK: single steps, for searching the automaton itself

    func next(_ state: UInt32, _ byte: UInt8) -> UInt32 {
        state <= matched ? state : rows[Int(state) + kind(of: byte)]
    }

    /// Whether the text may end here.
    func accepts(_ state: UInt32) -> Bool {
        state <= matched ? state == matched : rows[Int(state) + stride - 1] == matched
    }

    /// Whether nothing that follows can match any more.
    func isDead(_ state: UInt32) -> Bool { state == ByteTable.dead }

    /// Whether everything that follows matches.
    func isSure(_ state: UInt32) -> Bool { state == matched }

    /// Bytes of one kind are never told apart.
    func kind(of byte: UInt8) -> Int { Int(classes[Int(byte)]) }

    private struct Builder {
        let automaton: ByteAutomaton
        let stride: Int
        var scratch: ByteAutomaton.Scratch
        var rows: [UInt32]
        var fronts: [ByteAutomaton.Front] = []
        var known: [ByteAutomaton.Front: UInt32] = [:]

        init(automaton: ByteAutomaton, stride: Int) {
            self.automaton = automaton
            self.stride = stride
            scratch = ByteAutomaton.Scratch(automaton)
            rows = Array(repeating: dead, count: stride) + Array(repeating: UInt32(stride), count: stride)
        }

        mutating func append(_ index: Int, _ byte: UInt8?) {
            var front = fronts[index]
            let step = automaton.step(&scratch, &front, byte)
            rows.append(row(for: step, front))
        }

        mutating func row(for step: ByteAutomaton.Step, _ reached: ByteAutomaton.Front) -> UInt32 {
            switch step {
            case .dead: return dead
            case .matched: return UInt32(stride)
            case .open:
                var front = reached
                front.states.sort()
                scratch.visits += front.states.count
                if let row = known[front] { return row }
                let row = UInt32((fronts.count + 2) * stride)
                known[front] = row
                fronts.append(front)
                return row
            }
        }
    }

    /// Bytes the automaton never tells apart share a class; one sample of each is returned.
    private static func byteClasses(_ automaton: ByteAutomaton) -> ([UInt8], [UInt8]) {
        var cuts = Array(repeating: false, count: 257)
        for case .bytes(let edges) in automaton.states {
            for edge in edges {
                cuts[Int(edge.low)] = true
                cuts[Int(edge.high) + 1] = true
            }
        }
        if automaton.hasAssertions {
            for byte in 1...255 where ByteAutomaton.isWord(UInt8(byte)) != ByteAutomaton.isWord(UInt8(byte - 1)) {
                cuts[byte] = true
            }
        }
        var classes: [UInt8] = []
        var samples: [UInt8] = []
        for byte in 0...255 {
            if byte == 0 || cuts[byte] { samples.append(UInt8(byte)) }
            classes.append(UInt8(samples.count - 1))
        }
        return (classes, samples)
    }
}

// SPDX-License-Identifier: Apache-2.0

/// The deterministic form of an automaton: one table look-up per byte.
struct ByteTable: Sendable {
    /// Row offset of the state that never matches, and of the one that always does.
    private static let dead: UInt32 = 0
    private var matched: UInt32 { UInt32(stride) }

    private let stride: Int
    private let classes: [UInt8]
    private let rows: [UInt32]
    let start: UInt32

    static let maxStates = 2_048
    static let maxCells = 1 << 18

    /// Nil when the automaton has too many states for a table.
    init?(_ automaton: ByteAutomaton) {
        let (classes, samples) = ByteTable.byteClasses(automaton)
        let stride = samples.count + 1
        var builder = Builder(automaton: automaton, stride: stride)
        let start = builder.row(for: automaton.initial)
        var next = 0
        while next < builder.fronts.count {
            let front = builder.fronts[next]
            for sample in samples { builder.append(automaton.step(front, sample)) }
            builder.append(automaton.step(front, nil))
            guard builder.fronts.count < ByteTable.maxStates, builder.rows.count < ByteTable.maxCells else {
                return nil
            }
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

    func search(_ text: ArraySlice<UInt8>) -> Bool {
        var state = start
        for byte in text {
            if state <= matched { return state == matched }
            state = rows[Int(state) &+ Int(classes[Int(byte)])]
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
        var rows: [UInt32]
        var fronts: [ByteAutomaton.Front] = []
        var known: [ByteAutomaton.Front: UInt32] = [:]

        init(automaton: ByteAutomaton, stride: Int) {
            self.automaton = automaton
            self.stride = stride
            rows = Array(repeating: dead, count: stride) + Array(repeating: UInt32(stride), count: stride)
        }

        mutating func append(_ step: ByteAutomaton.Step) { rows.append(row(for: step)) }

        mutating func row(for step: ByteAutomaton.Step) -> UInt32 {
            switch step {
            case .dead: return dead
            case .matched: return UInt32(stride)
            case .front(let front):
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

// SPDX-License-Identifier: Apache-2.0

extension ByteAutomaton {
    /// Where a search stands between two bytes: states not yet resolved against what follows.
    struct Front: Hashable, Sendable {
        var states: [Int32] = []
        var atStart = false
        var afterWord = false
    }

    /// The outcome of reading one byte, or the end of the text.
    enum Step { case matched, dead, open }

    /// Memory for stepping, kept from step to step.
    struct Scratch {
        private var marks: [UInt32]
        private var round: UInt32 = 0
        fileprivate var work: [Int32] = []
        fileprivate var ready: [Int32] = []
        /// States and edges looked at so far.
        var visits = 0

        init(_ automaton: ByteAutomaton) { marks = Array(repeating: 0, count: automaton.states.count) }

        fileprivate mutating func begin() {
            round &+= 1
            // After 2^32 rounds old marks would look new.
            if round == 0 {
                marks = Array(repeating: 0, count: marks.count)
                round = 1
            }
        }

        fileprivate mutating func enters(_ state: Int32) -> Bool {
            visits &+= 1
            guard marks[Int(state)] != round else { return false }
            marks[Int(state)] = round
            return true
        }
    }

    /// The front before the first byte.
    func begin(_ scratch: inout Scratch, _ front: inout Front) -> Step {
        front = Front(atStart: true)
        scratch.work = [start]
        return close(&scratch, &front)
    }

    /// Reads one byte, or the end of the text when nil.
    func step(_ scratch: inout Scratch, _ front: inout Front, _ byte: UInt8?) -> Step {
        let isWord = byte.map(ByteAutomaton.isWord) ?? false
        if hasAssertions {
            guard !resolvesToMatch(&scratch, front, nextIsWord: isWord, atEnd: byte == nil) else { return .matched }
        } else {
            swap(&scratch.ready, &front.states)
        }
        guard let byte else { return .dead }
        scratch.work.removeAll(keepingCapacity: true)
        for index in scratch.ready {
            guard case .bytes(let edges) = states[Int(index)] else { continue }
            scratch.visits &+= edges.count &>> 2
            for edge in edges where edge.low <= byte && byte <= edge.high { scratch.work.append(edge.target) }
        }
        front.atStart = false
        front.afterWord = hasAssertions && isWord
        return close(&scratch, &front)
    }

    static func isWord(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == 0x5F
    }

    /// Follows splits from the states in `work`; stops at bytes and assertions.
    private func close(_ scratch: inout Scratch, _ front: inout Front) -> Step {
        scratch.begin()
        front.states.removeAll(keepingCapacity: true)
        while let index = scratch.work.popLast() {
            guard scratch.enters(index) else { continue }
            switch states[Int(index)] {
            case .match: return .matched
            case .split(let one, let two):
                scratch.work.append(two)
                scratch.work.append(one)
            case .bytes, .assertion: front.states.append(index)
            }
        }
        return front.states.isEmpty ? .dead : .open
    }

    /// Follows the assertions that hold here, leaving what reads a byte in `ready`; true when that reaches a match.
    private func resolvesToMatch(
        _ scratch: inout Scratch,
        _ front: Front,
        nextIsWord: Bool,
        atEnd: Bool
    ) -> Bool {
        scratch.begin()
        scratch.work = front.states
        scratch.ready.removeAll(keepingCapacity: true)
        while let index = scratch.work.popLast() {
            guard scratch.enters(index) else { continue }
            switch states[Int(index)] {
            case .match: return true
            case .split(let one, let two):
                scratch.work.append(two)
                scratch.work.append(one)
            case .bytes: scratch.ready.append(index)
            case .assertion(let assertion, let next):
                let holds =
                    switch assertion {
                    case .start: front.atStart
                    case .end: atEnd
                    case .wordBoundary: front.afterWord != nextIsWord
                    case .notWordBoundary: front.afterWord == nextIsWord
                    }
                if holds { scratch.work.append(next) }
            }
        }
        return false
    }

    /// Runs the automaton directly: linear in the text, without a table.
    ///
    /// Nil when `steps` ran out.
    func search(_ bytes: [UInt8], _ from: Int, _ to: Int, steps: inout Int) -> Bool? {
        var scratch = Scratch(self)
        scratch.visits = states.count &>> 4
        var front = Front()
        var step = begin(&scratch, &front)
        var cursor = from
        while step == .open && cursor < to {
            step = self.step(&scratch, &front, bytes[cursor])
            cursor &+= 1
            guard scratch.visits <= steps else {
                steps = -1
                return nil
            }
        }
        if step == .open { step = self.step(&scratch, &front, nil) }
        steps &-= scratch.visits
        return step == .matched
    }
}

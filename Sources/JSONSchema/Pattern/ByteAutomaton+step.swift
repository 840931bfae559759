// SPDX-License-Identifier: Apache-2.0

extension ByteAutomaton {
    /// Where a search stands between two bytes: states not yet resolved against what follows.
    struct Front: Hashable, Sendable {
        var states: [Int32]
        var atStart: Bool
        var afterWord: Bool
    }

    /// The outcome of reading one byte, or the end of the text.
    enum Step {
        case matched
        case dead
        case front(Front)
    }

    var initial: Step {
        close([start], atStart: true, afterWord: false)
    }

    /// Reads one byte, or the end of the text when nil.
    func step(_ front: Front, _ byte: UInt8?) -> Step {
        let isWord = byte.map(ByteAutomaton.isWord) ?? false
        guard let ready = hasAssertions ? resolve(front, nextIsWord: isWord, atEnd: byte == nil) : front.states else {
            return .matched
        }
        guard let byte else { return .dead }
        var targets: [Int32] = []
        for index in ready {
            guard case .bytes(let edges) = states[Int(index)] else { continue }
            for edge in edges where edge.low <= byte && byte <= edge.high { targets.append(edge.target) }
        }
        return close(targets, atStart: false, afterWord: hasAssertions && isWord)
    }

    static func isWord(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == 0x5F
    }

    /// Follows splits; stops at bytes and assertions.
    private func close(_ from: [Int32], atStart: Bool, afterWord: Bool) -> Step {
        var seen: Set<Int32> = []
        var work = from
        var out: [Int32] = []
        while let index = work.popLast() {
            guard seen.insert(index).inserted else { continue }
            switch states[Int(index)] {
            case .match: return .matched
            case .split(let one, let two): work += [two, one]
            case .bytes, .assertion: out.append(index)
            }
        }
        out.sort()
        return out.isEmpty ? .dead : .front(Front(states: out, atStart: atStart, afterWord: afterWord))
    }

    /// Follows the assertions that hold here; nil when that reaches a match.
    private func resolve(_ front: Front, nextIsWord: Bool, atEnd: Bool) -> [Int32]? {
        var seen: Set<Int32> = []
        var work = front.states
        var out: [Int32] = []
        while let index = work.popLast() {
            guard seen.insert(index).inserted else { continue }
            switch states[Int(index)] {
            case .match: return nil
            case .split(let one, let two): work += [two, one]
            case .bytes: out.append(index)
            case .assertion(let assertion, let next):
                let holds =
                    switch assertion {
                    case .start: front.atStart
                    case .end: atEnd
                    case .wordBoundary: front.afterWord != nextIsWord
                    case .notWordBoundary: front.afterWord == nextIsWord
                    }
                if holds { work.append(next) }
            }
        }
        return out
    }

    /// Runs the automaton directly: linear in the text, without a table.
    func search(_ text: ArraySlice<UInt8>) -> Bool {
        var state = initial
        for byte in text {
            switch state {
            case .matched: return true
            case .dead: return false
            case .front(let front): state = step(front, byte)
            }
        }
        switch state {
        case .matched: return true
        case .dead: return false
        case .front(let front):
            if case .matched = step(front, nil) { return true }
            return false
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

extension Pattern {
    /// How many combinations of states are looked at before giving up.
    private static let maxVisited = 100_000

    /// The shortest text of printable ASCII that matches one pattern and not the other; the same one every time.
    ///
    /// `length`: how many characters it may have.
    /// Nil when there is none, or none is found within bounds of work.
    package static func witness(
        matching: Pattern?,
        refusing: Pattern? = nil,
        length: ClosedRange<Int> = 0...200
    ) -> String? {
        let walk = PatternWalk(matching: matching?.table, refusing: refusing?.table)
        guard (matching == nil) == (walk.matching == nil), (refusing == nil) == (walk.refusing == nil) else {
            return nil
        }
        return walk.shortest(bytes: PatternWalk.readable, length: length, limit: maxVisited).text
    }

    /// True when it is certain that every text this pattern matches is matched by the other one too.
    ///
    /// False when it is not so, or cannot be told within bounds of work.
    package func isCertainlyWithin(_ other: Pattern) -> Bool {
        guard let table, let others = other.table else { return false }
        let walk = PatternWalk(matching: table, refusing: others)
        // All byte strings, also those that are not UTF-8: what holds of them holds of texts.
        let found = walk.shortest(bytes: Array(0...255), length: nil, limit: Pattern.maxVisited)
        return found.text == nil && found.isExhausted
    }
}

/// Searches two automata at once, breadth first.
struct PatternWalk {
    let matching: ByteTable?
    let refusing: ByteTable?

    /// Printable ASCII, the most readable first.
    static let readable: [UInt8] = {
        let first = Array("1Aa0".utf8)
        let rest = (0x21...0x7E).map { UInt8($0) }.filter { !first.contains($0) }
        return first + rest.filter(isWord) + rest.filter { !isWord($0) } + [0x20]
    }()

    private static func isWord(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
    }

    private struct State: Hashable {
        let one: UInt32
        let two: UInt32
        let length: Int
    }

    /// Finds the shortest text, first in the order of the bytes given.
    ///
    /// `length`: nil when any will do.
    /// `isExhausted`: all there is was looked at.
    func shortest(bytes: [UInt8], length: ClosedRange<Int>?, limit: Int) -> (text: String?, isExhausted: Bool) {
        let bytes = distinct(bytes)
        let start = State(one: matching?.start ?? 0, two: refusing?.start ?? 0, length: 0)
        var queue: [(state: State, from: Int, byte: UInt8)] = [(start, -1, 0)]
        var seen: Set<State> = [start]
        var next = 0
        while next < queue.count {
            let state = queue[next].state
            if length?.contains(state.length) ?? true, isWanted(state) {
                var text: [UInt8] = []
                var cursor = next
                while queue[cursor].from >= 0 {
                    text.append(queue[cursor].byte)
                    cursor = queue[cursor].from
                }
                return (String(decoding: text.reversed(), as: UTF8.self), false)
            }
            if let length, state.length >= length.upperBound {
                next += 1
                continue
            }
            for byte in bytes {
                let step = State(
                    one: matching?.next(state.one, byte) ?? 0,
                    two: refusing?.next(state.two, byte) ?? 0,
                    length: length == nil ? 0 : state.length + 1
                )
                guard isHopeful(step), seen.insert(step).inserted else { continue }
                guard queue.count < limit else { return (nil, false) }
                queue.append((step, next, byte))
            }
            next += 1
        }
        return (nil, true)
    }

    private func isWanted(_ state: State) -> Bool {
        (matching?.accepts(state.one) ?? true) && !(refusing?.accepts(state.two) ?? false)
    }

    private func isHopeful(_ state: State) -> Bool {
        !(matching?.isDead(state.one) ?? false) && !(refusing?.isSure(state.two) ?? false)
    }

    /// One byte of each kind the automata tell apart.
    private func distinct(_ bytes: [UInt8]) -> [UInt8] {
        var seen: Set<Int> = []
        return bytes.filter {
            seen.insert((matching?.kind(of: $0) ?? 0) * 256 + (refusing?.kind(of: $0) ?? 0)).inserted
        }
    }
}

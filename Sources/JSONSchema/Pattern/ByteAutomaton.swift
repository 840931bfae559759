// SPDX-License-Identifier: Apache-2.0

/// A nondeterministic automaton over UTF-8 bytes (Thompson's construction).
struct ByteAutomaton: Sendable {
    /// One or several byte ranges that lead on.
    struct Edge: Sendable, Hashable {
        var low: UInt8
        var high: UInt8
        var target: Int32
    }

    enum State: Sendable {
        case bytes([Edge])
        case split(Int32, Int32)
        case assertion(PatternNode.Assertion, Int32)
        case match
    }

    private(set) var states: [State] = []
    private(set) var start: Int32 = 0
    private(set) var hasAssertions = false

    static let maxStates = 40_000
    /// Bounds the construction even where it adds no states, as for an empty group repeated.
    private static let maxBuilds = 200_000
    private var builds = 0

    /// Builds the automaton of a search: unless anchored, the match may begin at any code point.
    init(_ pattern: PatternNode) throws(PatternError) {
        let match = try add(.match)
        start = try build(pattern, match)
        guard !pattern.isAnchored else { return }
        let loop = try add(.match)
        let any = try build(.set(.all), loop)
        states[Int(loop)] = .split(start, any)
        start = loop
    }

    private mutating func add(_ state: State) throws(PatternError) -> Int32 {
        guard states.count < ByteAutomaton.maxStates else {
            throw PatternError("the expression is too large", isUnsupported: true)
        }
        states.append(state)
        return Int32(states.count - 1)
    }

    /// The state from which `node`, then `next`, is matched.
    private mutating func build(_ node: PatternNode, _ next: Int32) throws(PatternError) -> Int32 {
        builds += 1
        guard builds < ByteAutomaton.maxBuilds else {
            throw PatternError("the expression is too large", isUnsupported: true)
        }
        switch node {
        case .set(let set):
            var tails: [Tail: Int32] = [:]
            return try encode(set, next, &tails)
        case .sequence(let parts):
            var target = next
            for part in parts.reversed() { target = try build(part, target) }
            return target
        case .choice(let options):
            var target = try build(options[options.count - 1], next)
            for option in options.dropLast().reversed() {
                target = try add(.split(try build(option, next), target))
            }
            return target
        case .repeated(let inner, let min, let max):
            return try repeated(inner, min, max, next)
        case .assertion(let assertion):
            hasAssertions = true
            return try add(.assertion(assertion, next))
        case .group(_, let inner): return try build(inner, next)
        case .look: throw ByteAutomaton.needsBacktracking("look-around")
        case .reference, .namedReference: throw ByteAutomaton.needsBacktracking("back-references")
        }
    }

    private static func needsBacktracking(_ what: String) -> PatternError {
        PatternError("\(what) cannot be matched in linear time and are not supported", isUnsupported: true)
    }

    /// About what it holds in memory, in words.
    var size: Int {
        states.reduce(0) { sum, state in
            if case .bytes(let edges) = state { sum + 4 + edges.count } else { sum + 2 }
        }
    }

    private mutating func repeated(
        _ inner: PatternNode,
        _ min: Int,
        _ max: Int?,
        _ next: Int32
    ) throws(PatternError) -> Int32 {
        var target = next
        if let max {
            for _ in 0..<(max - min) {
                target = try add(.split(try build(inner, target), next))
            }
        } else {
            let loop = try add(.match)
            let body = try build(inner, loop)
            states[Int(loop)] = .split(body, next)
            target = loop
        }
        for _ in 0..<min { target = try build(inner, target) }
        return target
    }

    // MARK: UTF-8

    private struct Tail: Hashable {
        var level: Int
        var runs: [ScalarSet.Run]
    }

    private mutating func encode(
        _ set: ScalarSet,
        _ next: Int32,
        _ tails: inout [Tail: Int32]
    ) throws(PatternError) -> Int32 {
        var edges = ScalarSet.clip(set.runs, 0, 0x7F).map {
            Edge(low: UInt8($0.low), high: UInt8($0.high), target: next)
        }
        let legal =
            ScalarSet.clip(set.runs, 0x80, 0xD7FF).map { shift($0, 0x80) }
            + ScalarSet.clip(set.runs, 0xE000, 0x10FFFF).map { shift($0, 0xE000) }
        try leads(legal, 0xC0, 0x80, 0x7FF, 1, next, &tails, &edges)
        try leads(legal, 0xE0, 0x800, 0xFFFF, 2, next, &tails, &edges)
        try leads(legal, 0xF0, 0x10000, 0x10FFFF, 3, next, &tails, &edges)
        return try add(.bytes(edges))
    }

    private func shift(_ run: ScalarSet.Run, _ by: UInt32) -> ScalarSet.Run {
        ScalarSet.Run(low: run.low + by, high: run.high + by)
    }

    /// Adds the lead bytes of one encoded length.
    private mutating func leads(
        _ runs: [ScalarSet.Run],
        _ mark: UInt8,
        _ low: UInt32,
        _ high: UInt32,
        _ level: Int,
        _ next: Int32,
        _ tails: inout [Tail: Int32],
        _ edges: inout [Edge]
    ) throws(PatternError) {
        let block = UInt32(1) << UInt32(6 * level)
        let part = ScalarSet.clip(runs, low, high).map { shift($0, low) }
        guard !part.isEmpty else { return }
        for index in (low / block)...(high / block) {
            let inside = ScalarSet.clip(part, index * block, index * block + block - 1)
            guard let target = try tail(level, inside, next, &tails) else { continue }
            append(mark + UInt8(index), target, to: &edges)
        }
    }

    private mutating func tail(
        _ level: Int,
        _ runs: [ScalarSet.Run],
        _ next: Int32,
        _ tails: inout [Tail: Int32]
    ) throws(PatternError) -> Int32? {
        guard !runs.isEmpty else { return nil }
        let key = Tail(level: level, runs: runs)
        if let known = tails[key] { return known }
        var edges: [Edge] = []
        if level == 1 {
            edges = runs.map { Edge(low: 0x80 + UInt8($0.low), high: 0x80 + UInt8($0.high), target: next) }
        } else {
            let block = UInt32(1) << UInt32(6 * (level - 1))
            for index in UInt32(0)..<64 {
                let inside = ScalarSet.clip(runs, index * block, index * block + block - 1)
                guard let target = try tail(level - 1, inside, next, &tails) else { continue }
                append(0x80 + UInt8(index), target, to: &edges)
            }
        }
        let state = try add(.bytes(edges))
        tails[key] = state
        return state
    }

    private func append(_ byte: UInt8, _ target: Int32, to edges: inout [Edge]) {
        if let last = edges.last, last.target == target, last.high + 1 == byte {
            edges[edges.count - 1].high = byte
        } else {
            edges.append(Edge(low: byte, high: byte, target: target))
        }
    }
}

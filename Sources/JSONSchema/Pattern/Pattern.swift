// SPDX-License-Identifier: Apache-2.0

/// A regular expression of ECMA-262, Unicode mode, run in linear time over UTF-8; a search, so not anchored of itself.
///
/// Back-references and look-around are refused, since no finite automaton can run them, unless an engine is given for them.
package struct Pattern: Sendable {
    private enum Machine: Sendable {
        case table(ByteTable)
        case automaton(ByteAutomaton)
        case foreign(any BacktrackingPattern)
    }

    /// What a search found.
    enum Outcome { case matched, unmatched, undecided }

    private let machine: Machine
    /// The expression as a shape, if it is one.
    let shape: ByteShape?

    /// Compiles an expression; the error says what is wrong or not supported.
    package init(_ source: String) throws(PatternError) {
        var cost = 0
        try self.init(source, engine: nil, cost: &cost)
    }

    /// `cost` grows by the work and memory the compiled form took.
    init(_ source: String, engine: (any PatternEngine)?, cost: inout Int) throws(PatternError) {
        let (node, names) = try PatternParser.parse(source)
        cost += source.utf8.count
        shape = ByteShape(node)
        if let engine, node.needsBacktracking {
            let expression = try PerlExpression.text(node, names: names)
            cost += expression.utf8.count
            machine = .foreign(try engine.compile(expression))
            return
        }
        let automaton = try ByteAutomaton(node)
        cost += automaton.size
        if let table = ByteTable(automaton, cost: &cost) {
            machine = .table(table)
        } else {
            machine = .automaton(automaton)
        }
    }

    /// Whether the expression matches anywhere in well-formed UTF-8.
    package func matches(_ utf8: ArraySlice<UInt8>) -> Bool {
        let bytes = Array(utf8)
        var steps = Int.max
        return search(bytes, 0, bytes.count, steps: &steps) == .matched
    }

    /// Whether the expression matches anywhere in a text.
    package func matches(_ text: String) -> Bool { matches(Array(text.utf8)[...]) }

    /// The deterministic automaton; nil when it would have too many states.
    var table: ByteTable? {
        guard case .table(let table) = machine else { return nil }
        return table
    }

    /// Searches the bytes from `start` up to `end`, taking the work off `steps`.
    func search(_ bytes: [UInt8], _ start: Int, _ end: Int, steps: inout Int) -> Outcome {
        switch machine {
        case .table(let table): return table.search(bytes, start, end) ? .matched : .unmatched
        case .automaton(let automaton):
            guard let found = automaton.search(bytes, start, end, steps: &steps) else { return .undecided }
            return found ? .matched : .unmatched
        case .foreign(let pattern):
            // What backtracking costs is known only by its limits: it may retry every place from every other.
            let length = end &- start
            steps &-= 64 &+ (length &* length) &>> 4
            guard steps >= 0, let found = pattern.matches(bytes, start, end) else { return .undecided }
            return found ? .matched : .unmatched
        }
    }
}

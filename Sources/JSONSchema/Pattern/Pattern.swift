// SPDX-License-Identifier: Apache-2.0

/// A regular expression of ECMA-262, Unicode mode, run in linear time over UTF-8; a search, so not anchored of itself.
///
/// Back-references and look-around are refused: no finite automaton can run them.
package struct Pattern: Sendable {
    private enum Machine: Sendable {
        case table(ByteTable)
        case automaton(ByteAutomaton)
    }

    private let machine: Machine

    /// Compiles an expression; the error says what is wrong or not supported.
    package init(_ source: String) throws(PatternError) {
        let automaton = try ByteAutomaton(try PatternParser.parse(source))
        if let table = ByteTable(automaton) {
            machine = .table(table)
        } else {
            machine = .automaton(automaton)
        }
    }

    /// Whether the expression matches anywhere in well-formed UTF-8.
    package func matches(_ utf8: ArraySlice<UInt8>) -> Bool {
        switch machine {
        case .table(let table): table.search(utf8)
        case .automaton(let automaton): automaton.search(utf8)
        }
    }

    /// Whether the expression matches anywhere in a text.
    package func matches(_ text: String) -> Bool { matches(Array(text.utf8)[...]) }

    /// The deterministic automaton; nil when it would have too many states.
    var table: ByteTable? {
        guard case .table(let table) = machine else { return nil }
        return table
    }

    func matches(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
        switch machine {
        case .table(let table): table.search(bytes, start, end)
        case .automaton(let automaton): automaton.search(bytes[start..<end])
        }
    }
}

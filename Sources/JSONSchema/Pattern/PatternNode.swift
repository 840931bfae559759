// SPDX-License-Identifier: Apache-2.0

/// A parsed regular expression.
indirect enum PatternNode: Sendable {
    case set(ScalarSet)
    case sequence([PatternNode])
    case choice([PatternNode])
    case repeated(PatternNode, min: Int, max: Int?)
    case assertion(Assertion)
    /// Valid ECMA-262 that no finite automaton can run.
    case unsupported(String)

    /// Conditions that consume nothing.
    enum Assertion: UInt8, Sendable { case start, end, wordBoundary, notWordBoundary }

    /// Whether every match begins at the start of the text.
    var isAnchored: Bool {
        switch self {
        case .assertion(.start): true
        case .sequence(let parts): parts.first?.isAnchored ?? false
        case .choice(let options): options.allSatisfy(\.isAnchored)
        case .repeated(let inner, let min, _): min > 0 && inner.isAnchored
        default: false
        }
    }
}

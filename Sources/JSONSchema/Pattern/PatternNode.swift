// SPDX-License-Identifier: Apache-2.0

/// A parsed regular expression.
indirect enum PatternNode: Sendable {
    case set(ScalarSet)
    case sequence([PatternNode])
    case choice([PatternNode])
    case repeated(PatternNode, min: Int, max: Int?)
    case assertion(Assertion)
    /// A capture, by its number.
    case group(Int, PatternNode)
    case look(PatternNode, isBehind: Bool, isNegated: Bool)
    case reference(Int)
    case namedReference(String)

    /// Conditions that consume nothing and look at no more than their neighbours.
    enum Assertion: UInt8, Sendable { case start, end, wordBoundary, notWordBoundary }

    /// Whether every match begins at the start of the text.
    var isAnchored: Bool {
        switch self {
        case .assertion(.start): true
        case .sequence(let parts): parts.first?.isAnchored ?? false
        case .choice(let options): options.allSatisfy(\.isAnchored)
        case .repeated(let inner, let min, _): min > 0 && inner.isAnchored
        case .group(_, let inner): inner.isAnchored
        default: false
        }
    }

    /// Whether no finite automaton can run it.
    var needsBacktracking: Bool {
        switch self {
        case .set, .assertion: false
        case .sequence(let parts), .choice(let parts): parts.contains(where: \.needsBacktracking)
        case .repeated(let inner, _, _), .group(_, let inner): inner.needsBacktracking
        case .look, .reference, .namedReference: true
        }
    }
}

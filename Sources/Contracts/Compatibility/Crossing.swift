// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// Documents of one version on their way to somebody who holds the other.
struct Crossing: Sendable {
    let side: ContractChange.Side
    /// The version documents are made under.
    let from: Contract
    /// The version they are met with.
    let to: Contract
    let search: SampleSearch
    /// For readers: what the gateway lets through to one who reviewed the other version.
    private let view: JSONProjection?

    /// `examples`: documents of either version.
    init(_ side: ContractChange.Side, old: Contract, new: Contract, examples: [JSONValue]) {
        self.side = side
        (from, to) = side == .producer ? (old, new) : (new, old)
        search = SampleSearch(from, twin: to, examples: examples)
        let known = Set(to.fields.map(\.pointer)).union([.root])
        view =
            side == .producer
            ? nil
            : (ViewNode(from.shape, disclosing: [.root], known: known) ?? ViewNode(withholding: from.shape))
                .asProjection
    }

    /// The other version's faults with a document; nil when it accepts it, or this version does not.
    ///
    /// `isRestricted`: the reader may not receive restricted addresses.
    func refusal(of document: JSONValue, isRestricted: Bool = false) -> [Violation]? {
        guard let node = try? JSONDocument(document.serialised()).root, from.validate(node).isAccepted else {
            return nil
        }
        guard let view else { return faults(node) }
        let leaves = isRestricted && ContractView.isAddressRestricted(node)
        let seen = node.projected(view, leavesRestrictable: leaves)
        return (try? JSONDocument(seen).root).flatMap(faults)
    }

    private func faults(_ node: JSONNode) -> [Violation]? {
        // A reader is shown a part, which the schema of another body does not bind.
        let errors = to.validate(node, isWhole: side == .producer).errors
        return errors.isEmpty ? nil : errors
    }

    /// A document that breaks at a field, held to one of the pins.
    ///
    /// `keywords`: what has to be broken there; nil: anything.
    func sample(
        at pattern: FieldPattern,
        holding pins: [SampleWriter.Pins],
        keywords: Set<String>? = nil,
        isRestricted: Bool = false
    ) -> BreakingSample? {
        sample(holding: pins, isRestricted: isRestricted) {
            $0.isAbout(pattern) && keywords?.contains($0.rule) ?? true
        }
    }

    /// A document that breaks a rule.
    func sample(breaking rule: Rule) -> BreakingSample? {
        sample(holding: [[:]], varying: SampleSearch.fields(rule, in: from)) { $0.rule == rule.id }
    }

    /// Any document that breaks, of the plainest there are.
    func plainSample() -> BreakingSample? {
        sample(holding: [[:]]) { _ in true }
    }

    private func sample(
        holding pins: [SampleWriter.Pins],
        varying patterns: [FieldPattern] = [],
        isRestricted: Bool = false,
        because explains: (Violation) -> Bool
    ) -> BreakingSample? {
        let found = search.document(holding: pins, varying: patterns) { document in
            refusal(of: document, isRestricted: isRestricted)?.contains(where: explains) ?? false
        }
        guard let found, let violations = refusal(of: found, isRestricted: isRestricted) else { return nil }
        return BreakingSample(
            side: side,
            acceptedBy: from.id,
            refusedBy: to.id,
            document: found,
            violations: violations
        )
    }
}

extension ViewNode {
    fileprivate var asProjection: JSONProjection { JSONProjection(self) }
}

extension Violation {
    private static let strangers: Set<String> = ["additionalProperties", "unevaluatedProperties", "false"]

    /// Whether it speaks of the field, or of an object holding the field as a stranger.
    fileprivate func isAbout(_ pattern: FieldPattern) -> Bool {
        let place = FieldPattern(matching: pointer)
        if pattern.covers(place) { return true }
        return Violation.strangers.contains(rule) && place.tokens[...] == pattern.tokens.dropLast()
    }
}

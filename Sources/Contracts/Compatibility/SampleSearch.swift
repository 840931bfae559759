// SPDX-License-Identifier: Apache-2.0

package import JSONSchema

/// Looks for documents that a contract accepts and that show something, within a fixed amount of work.
struct SampleSearch: Sendable {
    typealias Pins = SampleWriter.Pins

    /// A document and what it was held to.
    struct Found: Sendable {
        let pins: Pins
        let document: JSONValue
    }

    /// How many documents one question may cost.
    static let budget = 400
    private static let maxRounds = 12

    let contract: Contract
    let writer: SampleWriter
    /// Ready documents the contract accepts, for where none can be written.
    let seeds: [JSONValue]

    /// `examples`: ready documents, of which those that the contract accepts count.
    init(_ contract: Contract, twin: Contract? = nil, examples: [JSONValue] = []) {
        self.contract = contract
        writer = SampleWriter(contract, twin: twin)
        seeds = SampleSearch.seeds(examples, accepted: contract)
    }

    /// A document the contract accepts without an error; nil when none is found.
    ///
    /// Where rules do not allow every field at once, a full one has as many as can be added one after the other.
    func document(_ extent: SampleWriter.Extent, _ pins: Pins = [:]) -> Found? {
        var budget = SampleSearch.budget
        if let found = accepted(extent, pins, &budget) { return found }
        guard extent == .full, var found = document(.minimal, pins) else { return nil }
        for field in contract.fields where found.pins[field.pointer] == nil && field.pointer.tokens.last != "*" {
            var budget = SampleSearch.budget / 8
            let held = found.pins.merging([field.pointer: .present]) { first, _ in first }
            if let grown = accepted(.minimal, held, &budget) { found = grown }
        }
        return found
    }

    /// The first accepted document that shows what is sought: a written one or, where none does, a seed.
    ///
    /// `varying`: the fields whose values may matter to it.
    func document(
        holding pins: [Pins],
        varying patterns: [FieldPattern] = [],
        where shows: (JSONValue) -> Bool
    ) -> JSONValue? {
        written(holding: pins, varying: patterns, where: shows)
            ?? seeded(holding: pins, varying: patterns, where: shows)
    }

    private func written(
        holding pins: [Pins],
        varying patterns: [FieldPattern],
        where shows: (JSONValue) -> Bool
    ) -> JSONValue? {
        var budget = SampleSearch.budget
        for extent in SampleWriter.Extent.allCases {
            for pins in pins {
                if let found = accepted(extent, pins, &budget), shows(found.document) { return found.document }
            }
        }
        let options = options(patterns)
        for extent in SampleWriter.Extent.allCases {
            for option in options {
                for pins in pins {
                    let held = pins.merging([option.pattern: option.pin]) { first, _ in first }
                    if let found = accepted(extent, held, &budget), shows(found.document) { return found.document }
                }
            }
        }
        var pairs = SampleSearch.budget
        for (index, first) in options.enumerated() {
            for second in options[(index + 1)...] where first.pattern != second.pattern {
                for pins in pins {
                    let held = pins.merging([first.pattern: first.pin, second.pattern: second.pin]) { one, _ in one }
                    if let found = accepted(.minimal, held, &pairs), shows(found.document) { return found.document }
                }
                if pairs <= 0 { return nil }
            }
        }
        return nil
    }

    /// Writes a document and mends it until the contract accepts it; what is pinned stays.
    private func accepted(_ extent: SampleWriter.Extent, _ pins: Pins, _ budget: inout Int) -> Found? {
        var current = pins
        guard var state = attempt(extent, current, &budget) else { return nil }
        for _ in 0..<SampleSearch.maxRounds where !state.errors.isEmpty {
            let options = options(touched(by: state.errors)).filter { pins[$0.pattern] == nil }
            var best: (Pins, (document: JSONValue, errors: [Violation]))?
            for option in options {
                var held = current
                held[option.pattern] = option.pin
                guard let next = attempt(extent, held, &budget) else { return nil }
                if next.errors.count < (best?.1.errors.count ?? state.errors.count) { best = (held, next) }
                if next.errors.isEmpty { break }
            }
            guard let best else { return nil }
            (current, state) = best
        }
        return state.errors.isEmpty ? Found(pins: current, document: state.document) : nil
    }

    private func attempt(
        _ extent: SampleWriter.Extent,
        _ pins: Pins,
        _ budget: inout Int
    ) -> (document: JSONValue, errors: [Violation])? {
        guard budget > 0 else { return nil }
        budget -= 1
        let document = writer.document(extent, pins)
        guard let node = try? JSONDocument(document.serialised()).root else { return nil }
        return (document, contract.validate(node).errors)
    }

    /// The fields that could mend these faults.
    private func touched(by errors: [Violation]) -> [FieldPattern] {
        var patterns: [FieldPattern] = []
        for error in errors {
            if let rule = contract.rules.first(where: { $0.id == error.rule }) {
                patterns += SampleSearch.fields(rule, in: contract)
            } else {
                patterns.append(FieldPattern(matching: error.pointer))
            }
        }
        var seen: Set<FieldPattern> = []
        return patterns.filter { seen.insert($0).inserted }
    }

    /// The fields a rule looks at, as far as the contract has them.
    static func fields(_ rule: Rule, in contract: Contract) -> [FieldPattern] {
        var patterns: Set<FieldPattern> = []
        for touch in rule.touches {
            guard let shape = contract.shape.descendant(touch.pattern.tokens) else { continue }
            if !touch.pattern.tokens.isEmpty { patterns.insert(touch.pattern) }
            guard touch.depth == .whole else { continue }
            shape.visit { if patterns.count < 24, !$0.pattern.tokens.isEmpty { patterns.insert($0.pattern) } }
        }
        return patterns.sorted()
    }

    func options(_ patterns: [FieldPattern]) -> [(pattern: FieldPattern, pin: SampleWriter.Pin)] {
        patterns.flatMap { pattern -> [(pattern: FieldPattern, pin: SampleWriter.Pin)] in
            guard let shape = contract.shape.descendant(pattern.tokens), pattern.tokens.last != nil else { return [] }
            let isItem = pattern.tokens.last == "*"
            var pins: [SampleWriter.Pin] = shape.isRequired || isItem ? [] : [.absent]
            if shape.isLeaf {
                pins += writer.values(of: pattern).prefix(24).map { .value($0) }
            } else {
                pins.append(.present)
                if shape.kind == .array { pins += [0, 1, 2].map { .count($0) } }
            }
            return pins.map { (pattern, $0) }
        }
    }
}

extension FieldPattern {
    /// The pattern of a violation's pointer: its item numbers become stars.
    init(matching pointer: String) {
        self.init(
            pointer.split(separator: "/").map { token in
                token.utf8.allSatisfy { CheckDigits.digit($0) != nil } ? "*" : String(token)
            }
        )
    }
}

extension Contract {
    /// An invented document this contract accepts, the same every time; nil when none is found.
    ///
    /// `isFull`: with every field its rules allow at once, and one item in each list.
    package func sampleDocument(isFull: Bool) -> JSONValue? {
        SampleSearch(self).document(isFull ? .full : .minimal)?.document
    }
}

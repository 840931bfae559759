// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// Walks two versions of a contract and notes every difference.
struct Comparer {
    /// What is known of one side before any document is tried.
    enum Effect {
        /// By what the change is, whatever a document says.
        case certain
        /// Breaks or cannot be ruled out: a document is looked for, and without one the side counts as undecided.
        case sought
        /// Breaks only if a document shows it.
        case ifShown
    }

    let old: Contract
    let new: Contract
    let crossings: [ContractChange.Side: Crossing]
    private(set) var changes: [ContractChange] = []

    init(old: Contract, new: Contract, examples: [JSONValue]) {
        self.old = old
        self.new = new
        var crossings: [ContractChange.Side: Crossing] = [:]
        for side in ContractChange.Side.allCases {
            crossings[side] = Crossing(side, old: old, new: new, examples: examples)
        }
        self.crossings = crossings
    }

    mutating func run() {
        identity()
        compare(old.shape, new.shape)
        keyOrder()
        rules()
        foreign()
        subjects()
        facts()
        rest()
        unexplained()
    }

    /// Notes one difference.
    ///
    /// `floor`: what it asks of the version even when no side breaks.
    /// `sample`: looks for a document that breaks one side.
    mutating func note(
        _ pointer: FieldPattern,
        _ kind: ContractChange.Kind,
        _ words: String,
        floor: ContractChange.Severity = .compatible,
        _ effects: [ContractChange.Side: Effect] = [:],
        sample: (Crossing) -> BreakingSample? = { _ in nil }
    ) {
        var affects: [ContractChange.Side] = []
        var undecided: [ContractChange.Side] = []
        var samples: [BreakingSample] = []
        for side in ContractChange.Side.allCases {
            guard let effect = effects[side], let crossing = crossings[side] else { continue }
            if let found = sample(crossing) {
                samples.append(found)
                affects.append(side)
            } else if effect == .certain {
                affects.append(side)
            } else if effect == .sought {
                undecided.append(side)
            }
        }
        let isBreaking = !affects.isEmpty || !undecided.isEmpty
        changes.append(
            ContractChange(
                pointer: pointer,
                kind: kind,
                words: words + Comparer.doubt(undecided),
                severity: isBreaking ? .major : floor,
                affects: affects,
                undecided: undecided,
                samples: samples
            )
        )
    }

    private static func doubt(_ sides: [ContractChange.Side]) -> String {
        guard !sides.isEmpty else { return "" }
        let who = sides.map { $0 == .producer ? "senders under the old version" : "readers under the old version" }
        return " Whether it breaks \(who.joined(separator: " and ")) could not be shown by a document; "
            + "it counts as breaking."
    }

    /// The plainest documents of each version, tried on the other: no verdict may stand against them.
    private mutating func unexplained() {
        for side in ContractChange.Side.allCases {
            let isKnown = changes.contains { $0.affects.contains(side) || $0.undecided.contains(side) }
            guard !isKnown, let sample = crossings[side]?.plainSample() else { continue }
            let pointer = sample.violations.first.map { FieldPattern(matching: $0.pointer) } ?? .root
            note(
                pointer,
                .unexplained,
                "A document of the \(side == .producer ? "old" : "new") version is refused under the other.",
                [side: .certain]
            ) { $0.side == side ? sample : nil }
        }
    }
}

extension FieldPattern {
    /// The field in words: its own name, or whose items it is.
    var words: String {
        guard let last = tokens.last else { return "the message" }
        guard last == "*" else { return last }
        let holder = FieldPattern(Array(tokens.dropLast()))
        return "an item of \(holder.words)"
    }

    var parent: FieldPattern { FieldPattern(Array(tokens.dropLast())) }
}

extension JSONValue {
    /// A value of a contract file as people read it.
    var words: String {
        switch self {
        case .string(let text): text
        default: String(decoding: serialised(), as: UTF8.self)
        }
    }
}

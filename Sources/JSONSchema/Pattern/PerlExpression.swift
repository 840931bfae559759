// SPDX-License-Identifier: Apache-2.0

/// Writes a parsed expression of ECMA-262 in the syntax Perl's kin share.
///
/// Classes, escapes and anchors are written out as what they mean in ECMA-262, so nothing depends on how the engine reads `\d`,
/// `\s`, `.`, `$` or `[^]`.
struct PerlExpression {
    private let names: [String: Int]
    private var text = ""

    /// Throws for the few expressions on which the two differ: captures in a repetition, which ECMA-262 forgets each time round
    /// (§22.2.2.3.1), and references read backwards inside a look-behind (§22.2.2.9).
    static func text(_ node: PatternNode, names: [String: Int]) throws(PatternError) -> String {
        var writer = PerlExpression(names: names)
        try writer.write(node)
        var captures = Captures(names: names)
        captures.collect(node, inRepetition: false, inLookBehind: false)
        guard captures.referred.isDisjoint(with: captures.repeated), !captures.refersBackwards else {
            throw PatternError("a back-reference to a group that is repeated is not supported", isUnsupported: true)
        }
        return writer.text
    }

    private init(names: [String: Int]) { self.names = names }

    private mutating func write(_ node: PatternNode) throws(PatternError) {
        switch node {
        case .set(let set): write(set)
        case .sequence(let parts): for part in parts { try write(part) }
        case .choice(let options):
            text += "(?:"
            for (position, option) in options.enumerated() {
                if position > 0 { text += "|" }
                try write(option)
            }
            text += ")"
        case .repeated(let inner, let min, let max):
            text += "(?:"
            try write(inner)
            guard max ?? min <= 65_535, min <= 65_535 else {
                throw PatternError("a repetition is too large", isUnsupported: true)
            }
            text += "){\(min),\(max.map { String($0) } ?? "")}"
        case .assertion(.start): text += #"\A"#
        case .assertion(.end): text += #"\z"#
        case .assertion(.wordBoundary): text += #"\b"#
        case .assertion(.notWordBoundary): text += #"\B"#
        case .group(_, let inner):
            text += "("
            try write(inner)
            text += ")"
        case .look(let inner, let isBehind, let isNegated):
            text += "(?" + (isBehind ? "<" : "") + (isNegated ? "!" : "=")
            try write(inner)
            text += ")"
        case .reference(let number): text += #"\g{\#(number)}"#
        case .namedReference(let name): text += #"\g{\#(names[name] ?? 0)}"#
        }
    }

    /// Surrogates stand in no well-formed text.
    private mutating func write(_ set: ScalarSet) {
        let runs =
            ScalarSet.clip(set.runs, 0, 0xD7FF)
            + ScalarSet.clip(set.runs, 0xE000, 0x10FFFF).map { run in
                ScalarSet.Run(low: run.low + 0xE000, high: run.high + 0xE000)
            }
        guard !runs.isEmpty else {
            text += "(?!)"
            return
        }
        text += "["
        for run in runs {
            text += #"\x{\#(String(run.low, radix: 16))}"#
            if run.high > run.low { text += #"-\x{\#(String(run.high, radix: 16))}"# }
        }
        text += "]"
    }

    /// Which groups are repeated, and which are referred to.
    private struct Captures {
        let names: [String: Int]
        var repeated: Set<Int> = []
        var referred: Set<Int> = []
        var refersBackwards = false

        init(names: [String: Int]) { self.names = names }

        mutating func collect(_ node: PatternNode, inRepetition: Bool, inLookBehind: Bool) {
            switch node {
            case .set, .assertion: break
            case .sequence(let parts), .choice(let parts):
                for part in parts { collect(part, inRepetition: inRepetition, inLookBehind: inLookBehind) }
            case .repeated(let inner, _, let max):
                collect(inner, inRepetition: inRepetition || max ?? 2 > 1, inLookBehind: inLookBehind)
            case .group(let number, let inner):
                if inRepetition { repeated.insert(number) }
                collect(inner, inRepetition: inRepetition, inLookBehind: inLookBehind)
            case .look(let inner, let isBehind, _):
                collect(inner, inRepetition: inRepetition, inLookBehind: inLookBehind || isBehind)
            case .reference(let number):
                referred.insert(number)
                refersBackwards = refersBackwards || inLookBehind
            case .namedReference(let name):
                referred.insert(names[name] ?? 0)
                refersBackwards = refersBackwards || inLookBehind
            }
        }
    }
}

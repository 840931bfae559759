// SPDX-License-Identifier: Apache-2.0

/// An expression, a NUL, a text: table, automaton and PCRE2 agree on whether it matches.
func fuzzExpression(_ input: UnsafeBufferPointer<UInt8>) {
    let parts = input.split(separator: 0, maxSplits: 1)
    guard parts.count == 2, let source = String(validating: parts[0], as: UTF8.self),
        let text = String(validating: parts[1], as: UTF8.self), let (node, names) = try? PatternParser.parse(source)
    else { return }
    let bytes = Array(text.utf8)
    var found: [Bool] = []
    if let automaton = try? ByteAutomaton(node) {
        var steps = 1_000_000
        if let answer = automaton.search(bytes, 0, bytes.count, steps: &steps) { found.append(answer) }
        var cost = 0
        if let table = ByteTable(automaton, cost: &cost) { found.append(table.search(bytes, 0, bytes.count)) }
    }
    if let expression = try? PerlExpression.text(node, names: names),
        let pattern = try? PCREEngine().compile(expression), let answer = pattern.matches(bytes, 0, bytes.count)
    {
        found.append(answer)
    }
    guard Set(found).count < 2 else { fatalError("the matchers differ") }
}

// SPDX-License-Identifier: Apache-2.0

extension PatternParser {
    /// Reads the quantifier after an atom, if any.
    ///
    /// Greedy or lazy makes no difference to whether a text matches.
    mutating func quantified(_ atom: PatternNode) throws(PatternError) -> PatternNode {
        let bounds: (Int, Int?)
        if take("*") {
            bounds = (0, nil)
        } else if take("+") {
            bounds = (1, nil)
        } else if take("?") {
            bounds = (0, 1)
        } else if take("{") {
            bounds = try braces()
        } else {
            return atom
        }
        _ = take("?")
        return .repeated(atom, min: bounds.0, max: bounds.1)
    }

    private mutating func braces() throws(PatternError) -> (Int, Int?) {
        guard let low = integer() else { throw error("a repetition needs a number") }
        var high: Int? = low
        if take(",") { high = integer() }
        guard take("}") else { throw error("a repetition is not closed") }
        if let high, high < low { throw error("the bounds of a repetition are out of order") }
        return (low, high)
    }

    private mutating func integer() -> Int? {
        var value: Int?
        while let digit = peek, digit.value &- 0x30 < 10 {
            value = min((value ?? 0) * 10 + Int(digit.value - 0x30), 1_000_000)
            position += 1
        }
        return value
    }
}

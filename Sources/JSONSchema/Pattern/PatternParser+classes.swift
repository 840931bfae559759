// SPDX-License-Identifier: Apache-2.0

extension PatternParser {
    mutating func characterClass() throws(PatternError) -> ScalarSet {
        position += 1
        let isNegated = take("^")
        var runs: [ScalarSet.Run] = []
        while !take("]") {
            guard !atEnd else { throw error("a character class is not closed") }
            let first = try classAtom()
            guard peek == "-", position + 1 < source.count, source[position + 1] != "]" else {
                runs += first.set.runs
                continue
            }
            position += 1
            let last = try classAtom()
            guard let low = first.single, let high = last.single else {
                throw error("a range in a character class needs a character at both ends")
            }
            guard low <= high else { throw error("a range in a character class is out of order") }
            runs.append(ScalarSet.Run(low: low, high: high))
        }
        let set = ScalarSet(runs)
        return isNegated ? set.inverted : set
    }

    private mutating func classAtom() throws(PatternError) -> (set: ScalarSet, single: UInt32?) {
        guard let scalar = peek else { throw error("a character class is not closed") }
        position += 1
        guard scalar == "\\" else { return (ScalarSet(scalar.value), scalar.value) }
        let isClass = peek.map { "dDwWsSpP".unicodeScalars.contains($0) } ?? false
        let set = try setEscape(inClass: true)
        return (set, isClass ? nil : set.runs.first?.low)
    }

    /// What follows a backslash and stands for one character.
    mutating func setEscape(inClass: Bool) throws(PatternError) -> ScalarSet {
        guard let scalar = peek else { throw error("a backslash ends the expression") }
        position += 1
        switch scalar {
        case "d": return .digits
        case "D": return ScalarSet.digits.inverted
        case "w": return .word
        case "W": return ScalarSet.word.inverted
        case "s": return .space
        case "S": return ScalarSet.space.inverted
        case "t": return ScalarSet(0x09)
        case "n": return ScalarSet(0x0A)
        case "v": return ScalarSet(0x0B)
        case "f": return ScalarSet(0x0C)
        case "r": return ScalarSet(0x0D)
        case "b" where inClass: return ScalarSet(0x08)
        case "p", "P": return try property(isNegated: scalar == "P")
        case "c": return ScalarSet(try control())
        case "x": return ScalarSet(try hex(2))
        case "u": return ScalarSet(try unicode())
        case "0":
            if let next = peek, next.value &- 0x30 < 10 { throw error("octal escapes are not allowed") }
            return ScalarSet(0)
        default:
            guard scalar.isASCII, !scalar.properties.isAlphabetic, scalar.value &- 0x30 >= 10, scalar.value > 0x1F
            else { throw error("this escape is unknown") }
            return ScalarSet(scalar.value)
        }
    }

    private mutating func control() throws(PatternError) -> UInt32 {
        guard let letter = peek, letter.isASCII, letter.properties.isAlphabetic else {
            throw error("a control escape needs a letter")
        }
        position += 1
        return letter.value % 32
    }

    private mutating func hex(_ count: Int) throws(PatternError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<count {
            guard let scalar = peek, scalar.isASCII,
                let digit = StringEscape.hexDigit(UInt8(truncatingIfNeeded: scalar.value))
            else { throw error("an escape lacks hexadecimal digits") }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }

    private mutating func unicode() throws(PatternError) -> UInt32 {
        if take("{") {
            var value: UInt32 = 0
            repeat {
                value = value << 4 | (try hex(1))
                guard value <= 0x10FFFF else { throw error("there is no such code point") }
            } while peek != "}" && !atEnd
            guard take("}") else { throw error("an escape is not closed") }
            return value
        }
        let high = try hex(4)
        guard high & 0xFC00 == 0xD800, take("\\u") else { return high }
        let low = try hex(4)
        guard low & 0xFC00 == 0xDC00 else { throw error("half of a surrogate pair stands alone") }
        return 0x10000 + (high & 0x3FF) << 10 + (low & 0x3FF)
    }

    private mutating func property(isNegated: Bool) throws(PatternError) -> ScalarSet {
        guard take("{") else { throw error("a property escape lacks its name") }
        var name = ""
        while let scalar = peek, scalar != "}" {
            name.unicodeScalars.append(scalar)
            position += 1
        }
        guard take("}") else { throw error("a property escape is not closed") }
        guard let set = UnicodeProperty.set(named: name) else {
            if UnicodeProperty.isScript(name) {
                throw PatternError("scripts in property escapes are not supported", at: position, isUnsupported: true)
            }
            throw error("this Unicode property is unknown")
        }
        return isNegated ? set.inverted : set
    }
}

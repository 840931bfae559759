// SPDX-License-Identifier: Apache-2.0

/// Reads ECMA-262 regular expressions in Unicode mode; escaped ASCII punctuation is always taken as itself.
struct PatternParser {
    let source: [Unicode.Scalar]
    var position = 0
    var groups = 0
    private var depth = 0
    /// Numbers of the groups that have names.
    private var names: [String: Int] = [:]
    private var references: [(number: Int, offset: Int)] = []
    private var namedReferences: [(name: String, offset: Int)] = []

    static let maxDepth = 100
    static let maxLength = 1 << 16

    init(_ text: String) { source = Array(text.unicodeScalars) }

    /// The expression, and the numbers of its named groups.
    static func parse(_ text: String) throws(PatternError) -> (node: PatternNode, names: [String: Int]) {
        var parser = PatternParser(text)
        guard parser.source.count <= maxLength else {
            throw PatternError("the expression is too long", isUnsupported: true)
        }
        let node = try parser.disjunction()
        guard parser.atEnd else { throw parser.error("a closing parenthesis has no opening one") }
        for reference in parser.references where reference.number > parser.groups {
            throw PatternError("a back-reference names no group", at: reference.offset)
        }
        for reference in parser.namedReferences where parser.names[reference.name] == nil {
            throw PatternError("a back-reference names no group", at: reference.offset)
        }
        return (node, parser.names)
    }

    var atEnd: Bool { position == source.count }
    var peek: Unicode.Scalar? { position < source.count ? source[position] : nil }

    func error(_ reason: String) -> PatternError { PatternError(reason, at: position) }

    /// Whether ASCII text stands here.
    private func follows(_ text: StaticString) -> Bool {
        let end = position + text.utf8CodeUnitCount
        return end <= source.count && source[position..<end].elementsEqual(text.description.unicodeScalars)
    }

    /// Steps over ASCII text when it stands here.
    mutating func take(_ text: StaticString) -> Bool {
        guard follows(text) else { return false }
        position += text.utf8CodeUnitCount
        return true
    }

    private mutating func disjunction() throws(PatternError) -> PatternNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= PatternParser.maxDepth else { throw error("groups are nested too deeply") }
        var options = [try alternative()]
        while take("|") { options.append(try alternative()) }
        return options.count == 1 ? options[0] : .choice(options)
    }

    private mutating func alternative() throws(PatternError) -> PatternNode {
        var parts: [PatternNode] = []
        while let scalar = peek, scalar != "|", scalar != ")" {
            parts.append(try term())
        }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private mutating func term() throws(PatternError) -> PatternNode {
        if take("^") { return .assertion(.start) }
        if take("$") { return .assertion(.end) }
        if take("\\b") { return .assertion(.wordBoundary) }
        if take("\\B") { return .assertion(.notWordBoundary) }
        if let look = try lookAround() { return look }
        return try quantified(try atom())
    }

    private mutating func lookAround() throws(PatternError) -> PatternNode? {
        let isBehind = follows("(?<=") || follows("(?<!")
        guard take("(?=") || take("(?!") || take("(?<=") || take("(?<!") else { return nil }
        let isNegated = source[position - 1] == "!"
        let inner = try disjunction()
        guard take(")") else { throw error("a parenthesis is not closed") }
        return .look(inner, isBehind: isBehind, isNegated: isNegated)
    }

    private mutating func atom() throws(PatternError) -> PatternNode {
        guard let scalar = peek else { throw error("the expression ends too early") }
        switch scalar {
        case "(": return try group()
        case "[": return .set(try characterClass())
        case ".":
            position += 1
            return .set(.notNewline)
        case "\\":
            position += 1
            return try atomEscape()
        case "*", "+", "?", "{": throw error("there is nothing to repeat")
        default:
            position += 1
            return .set(ScalarSet(scalar.value))
        }
    }

    private mutating func group() throws(PatternError) -> PatternNode {
        position += 1
        var number: Int?
        if take("?<") {
            let name = try groupName()
            guard names[name] == nil else { throw error("two groups have one name") }
            groups += 1
            names[name] = groups
            number = groups
        } else if take("?") {
            guard take(":") else { throw error("this kind of group is unknown") }
        } else {
            groups += 1
            number = groups
        }
        let inner = try disjunction()
        guard take(")") else { throw error("a parenthesis is not closed") }
        return number.map { .group($0, inner) } ?? inner
    }

    private mutating func groupName() throws(PatternError) -> String {
        var name = String.UnicodeScalarView()
        while let scalar = peek, scalar != ">" {
            let first = scalar.properties.isIDStart || scalar == "$" || scalar == "_"
            guard first || !name.isEmpty && scalar.properties.isIDContinue else {
                throw error("this is no name for a group")
            }
            name.append(scalar)
            position += 1
        }
        guard !name.isEmpty, take(">") else { throw error("this is no name for a group") }
        return String(name)
    }

    private mutating func atomEscape() throws(PatternError) -> PatternNode {
        guard let scalar = peek else { throw error("a backslash ends the expression") }
        if scalar.value &- 0x31 < 9 {
            let offset = position
            var number = 0
            while let digit = peek, digit.value &- 0x30 < 10 {
                number = min(number * 10 + Int(digit.value - 0x30), 1_000_000)
                position += 1
            }
            references.append((number, offset))
            return .reference(number)
        }
        if take("k") {
            guard take("<") else { throw error("a back-reference lacks its name") }
            let offset = position
            let name = try groupName()
            namedReferences.append((name, offset))
            return .namedReference(name)
        }
        return .set(try setEscape(inClass: false))
    }
}

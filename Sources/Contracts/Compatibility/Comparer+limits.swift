// SPDX-License-Identifier: Apache-2.0

import JSONSchema

extension Comparer {
    /// Whether limits are those of a field's value or of a map's keys.
    enum Place {
        case field, key
    }

    private static let lower = ["minLength", "minimum", "minItems", "minProperties"]
    private static let upper = ["maxLength", "maximum", "maxItems", "maxProperties"]

    mutating func limits(_ before: Shape, _ after: Shape, of place: Place) {
        for name in Comparer.lower + Comparer.upper {
            let one = before.limit(name), two = after.limit(name)
            guard one?.number != two?.number else { continue }
            let isLower = Comparer.lower.contains(name)
            let nothing = isLower ? -Double.infinity : .infinity
            let rises = (two?.number ?? nothing) > (one?.number ?? nothing)
            let words = Comparer.words(name, before.pattern, place, one?.value.words, two?.value.words)
            limit(before, after, place, name, .limit, words, rises == isLower ? [.producer] : [.consumer])
        }
        steps(before, after, place)
        forms(before, after, place)
        uniqueness(before, after, place)
    }

    private mutating func limit(
        _ before: Shape,
        _ after: Shape,
        _ place: Place,
        _ keyword: String,
        _ kind: ContractChange.Kind,
        _ words: String,
        _ sides: [ContractChange.Side]
    ) {
        let tail = sides.map { side in
            side == .producer
                ? "what a sender of the old version sends may be refused"
                : "a reader of the old version may meet what it does not expect"
        }
        let effects = Dictionary(uniqueKeysWithValues: sides.map { ($0, Effect.sought) })
        let sentence = tail.isEmpty ? words + "." : words + ": " + tail.joined(separator: ", and ") + "."
        note(before.pattern, place == .key ? .key : kind, sentence, effects) { crossing in
            // Exclusive limits and others are compared as one, so either keyword may speak.
            let keywords = place == .key ? nil : Comparer.twins(keyword)
            return crossing.sample(
                at: before.pattern,
                holding: crossing.pins(before.pattern, place),
                keywords: keywords
            )
        }
    }

    private static func twins(_ keyword: String) -> Set<String> {
        switch keyword {
        case "minimum", "exclusiveMinimum": ["minimum", "exclusiveMinimum"]
        case "maximum", "exclusiveMaximum": ["maximum", "exclusiveMaximum"]
        default: [keyword]
        }
    }

    private mutating func steps(_ before: Shape, _ after: Shape, _ place: Place) {
        let one = before.constraint("multipleOf"), two = after.constraint("multipleOf")
        let first = one.flatMap(SampleValues.double), second = two.flatMap(SampleValues.double)
        guard first != second else { return }
        let sides: [ContractChange.Side] =
            switch (first, second) {
            case (nil, _): [.producer]
            case (_, nil): [.consumer]
            case (let first?, let second?):
                if (second / first).rounded() == second / first {
                    [.producer]
                } else {
                    (first / second).rounded() == first / second ? [.consumer] : [.producer, .consumer]
                }
            }
        let words = Comparer.words("multipleOf", before.pattern, place, one?.words, two?.words)
        limit(before, after, place, "multipleOf", .limit, words, sides)
    }

    private mutating func forms(_ before: Shape, _ after: Shape, _ place: Place) {
        for keyword in ["pattern", "format"] {
            let one = before.constraint(keyword)?.asText, two = after.constraint(keyword)?.asText
            guard one != two else { continue }
            var sides: [ContractChange.Side] =
                one == nil ? [.producer] : two == nil ? [.consumer] : [.producer, .consumer]
            if keyword == "pattern", let one, let two, let first = try? Pattern(one), let second = try? Pattern(two) {
                if first.isCertainlyWithin(second) { sides.removeAll { $0 == .producer } }
                if second.isCertainlyWithin(first) { sides.removeAll { $0 == .consumer } }
            }
            let words = Comparer.words(keyword, before.pattern, place, one, two)
            limit(before, after, place, keyword, keyword == "pattern" ? .pattern : .format, words, sides)
        }
    }

    private mutating func uniqueness(_ before: Shape, _ after: Shape, _ place: Place) {
        let was = before.constraint("uniqueItems") != nil, isNow = after.constraint("uniqueItems") != nil
        guard was != isNow else { return }
        let words = "\(before.pattern.words) may \(isNow ? "no longer" : "now") hold the same item twice"
        limit(before, after, place, "uniqueItems", .limit, words, isNow ? [.producer] : [.consumer])
    }

    mutating func bounds(_ before: Shape, _ after: Shape) {
        for relation in TimeBound.Relation.allCases {
            let one = before.bounds.first { $0.relation == relation }
            let two = after.bounds.first { $0.relation == relation }
            guard one?.instant != two?.instant else { continue }
            let isLower = relation == .minimum || relation == .exclusiveMinimum
            let isNarrower: Bool =
                switch (one, two) {
                case (nil, _): true
                case (_, nil): false
                case (let one?, let two?): (two.instant > one.instant) == isLower
                }
            let words = Comparer.words(relation.word, before.pattern, .field, one?.limit, two?.limit)
            limit(before, after, .field, relation.rawValue, .limit, words, isNarrower ? [.producer] : [.consumer])
        }
    }

    mutating func keys(_ before: Shape, _ after: Shape) {
        let one = SampleWriter.keyField(before), two = SampleWriter.keyField(after)
        codes(one, two, of: .key)
        limits(one, two, of: .key)
    }
}

extension TimeBound.Relation {
    /// What the limit is called.
    fileprivate var word: String {
        switch self {
        case .minimum: "earliest"
        case .maximum: "latest"
        case .exclusiveMinimum, .exclusiveMaximum: rawValue
        }
    }
}

extension Shape {
    /// A limit as a number; one that limits nothing is none.
    ///
    /// The limits of a number are two, each exclusive or not: the whole numbers above 3 are those from 4, and the numbers
    /// above 3 begin right behind it.
    fileprivate func limit(_ name: String) -> (value: JSONValue, number: Double)? {
        if name == "minimum" || name == "maximum" { return range(isLower: name == "minimum") }
        guard let value = constraint(name), let number = SampleValues.double(value) else { return nil }
        if ["minLength", "minItems", "minProperties"].contains(name), number == 0 { return nil }
        return (value, number)
    }

    private func range(isLower: Bool) -> (value: JSONValue, number: Double)? {
        let written = constraint(isLower ? "minimum" : "maximum")
        let exclusive = constraint(isLower ? "exclusiveMinimum" : "exclusiveMaximum")
        let plain = written.flatMap(SampleValues.double)
        let behind = exclusive.flatMap(SampleValues.double).map { limit in
            kind == .integer
                ? (isLower ? limit.rounded(.down) + 1 : limit.rounded(.up) - 1)
                : (isLower ? limit.nextUp : limit.nextDown)
        }
        let limits = [plain.map { kind == .integer ? $0.rounded(isLower ? .up : .down) : $0 }, behind].compactMap(
            \.self
        )
        guard let number = isLower ? limits.max() : limits.min() else { return nil }
        if kind == .integer, number.magnitude < 1e15 { return (.number(String(Int64(number))), number) }
        let isExclusive = number == behind && number != plain
        let text = (isExclusive ? exclusive : written)?.words ?? ""
        return (.string(isExclusive ? (isLower ? "above \(text)" : "below \(text)") : text), number)
    }
}

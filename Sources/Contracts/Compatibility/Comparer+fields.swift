// SPDX-License-Identifier: Apache-2.0

import JSONSchema

extension Comparer {
    typealias Pins = SampleWriter.Pins

    /// Compares a field both versions have, and all in it.
    mutating func compare(_ before: Shape, _ after: Shape) {
        presence(before, after)
        marks(before, after)
        guard before.kind == after.kind else { return type(before, after) }
        codes(before, after, of: .field)
        limits(before, after, of: .field)
        bounds(before, after)
        openness(before, after)
        if before.kind == .map { keys(before, after) }
        for child in before.properties {
            if let twin = after.child(child.name) {
                compare(child, twin)
            } else {
                removed(child, from: after)
            }
        }
        for child in after.properties where before.child(child.name) == nil { added(child, to: before) }
        for (item, twin) in zip(before.items, after.items) { compare(item, twin) }
    }

    private mutating func added(_ field: Shape, to holder: Shape) {
        let pattern = field.pattern
        var words = "The field \(pattern.words) was added"
        if field.marks.isLocation { words += ", as a location" }
        if field.marks.isNarrative { words += ", as a narrative" }
        var effects: [ContractChange.Side: Effect] = [.consumer: .ifShown]
        let pins: [Pins] = [[pattern: .present], Comparer.alone(pattern, in: new)]
        if field.isRequired {
            words += " and has to be sent: a sender that does not know it would be refused."
            effects[.producer] = .sought
        } else {
            words += " and may be left out. Readers of the old version are not sent it."
        }
        var strays: [Pins] = [[pattern.parent: .present]]
        if holder.isOpen {
            words += " The object took any unlisted field before, so one of this name may hold something else."
            effects[.producer] = .sought
            strays += [.bool(true), .string("Example"), .number("1"), .object([])].map { [pattern: .value($0)] }
        }
        // What a reader may miss is not the field, but that the object seems emptier than it was.
        let wholes = Set(
            old.rules.filter { $0.touches.contains(Touch(pattern: pattern.parent, depth: .whole)) }.map(\.id)
        )
        .union(["minProperties"])
        note(pattern, .fieldAdded, words, floor: .minor, effects) { crossing in
            crossing.side == .producer
                ? crossing.sample(at: pattern, holding: strays)
                : crossing.sample(at: pattern.parent, holding: pins, keywords: wholes)
        }
    }

    /// The field with none of its neighbours that may be left out.
    private static func alone(_ pattern: FieldPattern, in contract: Contract) -> Pins {
        var pins: Pins = [pattern: .present]
        let siblings = contract.shape.descendant(pattern.parent.tokens)?.properties ?? []
        for sibling in siblings where sibling.pattern != pattern && !sibling.isRequired {
            pins[sibling.pattern] = .absent
        }
        return pins
    }

    private mutating func removed(_ field: Shape, from holder: Shape) {
        let pattern = field.pattern
        var words = "The field \(pattern.words) was removed: "
        var effects: [ContractChange.Side: Effect] = [:]
        if holder.isOpen {
            words += "a sender that still sends it is not refused, but it is no longer passed on."
        } else {
            words += "a sender that still sends it would be refused."
            effects[.producer] = .sought
        }
        if field.isRequired {
            words += " A reader that counts on it would miss it."
            effects[.consumer] = .sought
        }
        note(pattern, .fieldRemoved, words, floor: .minor, effects) { crossing in
            let pin: Pins = crossing.side == .producer ? [pattern: .present] : [pattern.parent: .present]
            return crossing.sample(at: pattern, holding: [pin])
        }
    }

    private mutating func presence(_ before: Shape, _ after: Shape) {
        let pattern = before.pattern
        let name = pattern.words
        if before.isRequired != after.isRequired {
            let (words, side): (String, ContractChange.Side) =
                after.isRequired
                ? ("\(name) now has to be sent: a sender that leaves it out would be refused.", .producer)
                : ("\(name) may now be left out: a reader that counts on it would miss it.", .consumer)
            note(pattern, .required, words, [side: .sought]) {
                $0.sample(at: pattern, holding: [[pattern.parent: .present, pattern: .absent]])
            }
        }
        if before.isNullable != after.isNullable {
            let (words, side): (String, ContractChange.Side) =
                after.isNullable
                ? ("\(name) may now be null: a reader of the old version does not expect that.", .consumer)
                : ("\(name) may no longer be null: a sender that still sends null would be refused.", .producer)
            note(pattern, .nullable, words, [side: .sought]) {
                $0.sample(at: pattern, holding: [[pattern: .value(.null)]])
            }
        }
    }

    private mutating func type(_ before: Shape, _ after: Shape) {
        let pattern = before.pattern
        let words =
            "\(pattern.words) was \(before.kind.words) and is now \(after.kind.words): "
            + "what one version sends, the other may not read."
        var effects: [ContractChange.Side: Effect] = [.producer: .sought, .consumer: .sought]
        if after.kind.takesAll(of: before.kind), after.constraints.isEmpty { effects[.producer] = .ifShown }
        if before.kind.takesAll(of: after.kind), before.constraints.isEmpty { effects[.consumer] = .ifShown }
        note(pattern, .type, words, effects) { crossing in
            let values = crossing.values(at: pattern)
            let pins: [Pins] = values.isEmpty ? [[pattern: .present]] : values.map { [pattern: .value($0)] }
            return crossing.sample(at: pattern, holding: pins)
        }
    }

    private mutating func openness(_ before: Shape, _ after: Shape) {
        guard before.isOpen != after.isOpen else { return }
        let pattern = before.pattern
        let stray = pattern.appending("notListedAnywhere")
        if after.isOpen {
            let words = "Unlisted fields in \(pattern.words) are now accepted; they are never passed on."
            note(pattern, .openness, words, floor: .minor)
        } else {
            let words =
                "Unlisted fields in \(pattern.words) are no longer accepted: a sender that still sends one would be refused."
            note(pattern, .openness, words, [.producer: .sought]) {
                $0.sample(at: stray, holding: [[stray: .value(.string("Example"))]])
            }
        }
    }
}

extension Shape.Kind {
    var words: String {
        switch self {
        case .string: "text"
        case .integer: "a whole number"
        case .number: "a number"
        case .boolean: "true or false"
        case .date: "a date"
        case .time: "a time of day"
        case .timestamp: "a date and time"
        case .object: "an object"
        case .map: "a map"
        case .array: "a list"
        }
    }

    /// Whether every value of the other kind is one of this kind, limits left aside.
    fileprivate func takesAll(of other: Shape.Kind) -> Bool {
        switch (self, other) {
        case (.number, .integer), (.string, .date), (.string, .time), (.string, .timestamp): true
        default: false
        }
    }
}

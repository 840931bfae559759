// SPDX-License-Identifier: Apache-2.0

import JSONSchema

extension Comparer {
    /// Compares the named rules; limits of dates are compared with their fields.
    ///
    /// What a rule allows cannot be worked out from its text, so documents are tried; without one that shows it, a changed
    /// rule counts as breaking.
    mutating func rules() {
        let before = old.rules.filter(\.isNamed), after = new.rules.filter(\.isNamed)
        var renamed: Set<String> = []
        for rule in before where !after.contains(where: { $0.id == rule.id }) {
            let twin = after.first { other in
                other.isTwin(of: rule) && !before.contains { $0.id == other.id } && !renamed.contains(other.id)
            }
            guard let twin else {
                removed(rule)
                continue
            }
            renamed.insert(twin.id)
            let words =
                "The rule \(rule.id) is now called \(twin.id). An agreement that lowers it, and a sender that "
                + "tells faults by name, has to use the new name."
            note(rule.place, .ruleName, words, floor: .minor)
        }
        for rule in after where !renamed.contains(rule.id) {
            if let twin = before.first(where: { $0.id == rule.id }) {
                compare(twin, rule)
            } else {
                added(rule)
            }
        }
    }

    private mutating func added(_ rule: Rule) {
        guard old.shape.descendant(rule.node.tokens) != nil else {
            let words = "The rule \(rule.id) (\(rule.description)) came with a new field."
            return note(rule.place, .ruleAdded, words)
        }
        guard rule.severity == .error else {
            let words = "The rule \(rule.id) (\(rule.description)) was added as a warning: nothing is refused for it."
            return note(rule.place, .ruleAdded, words, floor: .minor)
        }
        let words =
            "The rule \(rule.id) (\(rule.description)) was added: a sender whose messages break it would be refused."
        let effect = Comparer.effect(of: rule, on: old)
        note(rule.place, .ruleAdded, words, floor: .minor, [.producer: effect]) { $0.sample(breaking: rule) }
    }

    private mutating func removed(_ rule: Rule) {
        guard new.shape.descendant(rule.node.tokens) != nil else {
            let words = "The rule \(rule.id) (\(rule.description)) went with its field."
            return note(rule.place, .ruleRemoved, words)
        }
        guard rule.severity == .error else {
            let words = "The warning \(rule.id) (\(rule.description)) was removed."
            return note(rule.place, .ruleRemoved, words, floor: .minor)
        }
        let words =
            "The rule \(rule.id) (\(rule.description)) was removed: a reader that relies on it may meet messages that "
            + "break it."
        let effect = Comparer.effect(of: rule, on: new)
        note(rule.place, .ruleRemoved, words, floor: .minor, [.consumer: effect]) { $0.sample(breaking: rule) }
    }

    private mutating func compare(_ before: Rule, _ after: Rule) {
        let isChanged = !before.isTwin(of: after, gradesAside: true)
        if before.severity != after.severity {
            let isRaised = after.severity == .error
            let words =
                isRaised
                ? "The rule \(after.id) (\(after.description)) refuses now and no longer only warns: a sender whose "
                    + "messages break it would be refused."
                : "The rule \(after.id) (\(after.description)) only warns now: a reader that relies on it may meet messages "
                    + "that break it."
            note(after.place, .ruleGrade, words, [isRaised ? .producer : .consumer: .sought]) {
                $0.sample(breaking: isRaised ? after : before)
            }
        } else if isChanged {
            let words =
                "The rule \(after.id) (\(after.description)) was changed. What it allows now cannot be read from its "
                + "text alone."
            let isError = after.severity == .error
            note(
                after.place,
                .ruleChanged,
                words,
                floor: .minor,
                isError ? [.producer: .sought, .consumer: .sought] : [:]
            ) {
                $0.sample(breaking: $0.side == .producer ? after : before)
            }
        }
        if before.description != after.description || before.report != after.report {
            let words = "The rule \(after.id) is explained in other words, or reported at another field."
            note(after.place, .documentation, words)
        }
    }

    /// Of a rule that looks at nothing the contract has, any document tells all.
    private static func effect(of rule: Rule, on contract: Contract) -> Effect {
        let isBlind = rule.touches.allSatisfy { contract.shape.cannotHold($0.pattern.tokens) }
        return isBlind ? .ifShown : .sought
    }
}

extension Shape {
    /// Whether no message has anything there: the field is not listed, and the object does not take unlisted ones.
    fileprivate func cannotHold(_ tokens: [String]) -> Bool {
        guard let token = tokens.first else { return false }
        guard let child = child(token) else { return !isOpen }
        return child.cannotHold(Array(tokens.dropFirst()))
    }
}

extension Rule {
    fileprivate var isNamed: Bool {
        guard case .bound = body else { return true }
        return false
    }

    /// Where people look for it.
    fileprivate var place: FieldPattern { node.appending(report) }

    /// Whether it says the same of the same field.
    fileprivate func isTwin(of other: Rule, gradesAside: Bool = false) -> Bool {
        node == other.node && (gradesAside || severity == other.severity) && text == other.text
    }

    private var text: [UInt8] {
        switch body {
        case .fragment(let fragment, _): Array("schema ".utf8) + fragment.canonical()
        case .cel(_, let source): Array("cel ".utf8) + Array(source.split(whereSeparator: \.isNewline).joined().utf8)
        case .check(_, let implementation): Array("check ".utf8) + implementation.canonical()
        case .bound(let bound): Array(bound.limit.utf8)
        }
    }
}

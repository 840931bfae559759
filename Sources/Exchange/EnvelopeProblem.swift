// SPDX-License-Identifier: Apache-2.0

/// One way in which an event breaks the gateway's own rules; never holds a value of the event.
package struct EnvelopeProblem: Sendable, Equatable {
    /// The attribute at fault, `data` for the payload, or `unnamed` where even the name may tell about a person.
    package let attribute: String
    package let rule: EnvelopeRule

    package init(attribute: String, rule: EnvelopeRule) {
        self.attribute = PersonalIdentifier.isShowable(name: attribute) || attribute == "data" ? attribute : "unnamed"
        self.rule = rule
    }

    /// What is wrong, in plain words.
    package var description: String { rule.description }
    /// What the sender should do.
    package var mend: String { rule.mend }
}

/// Everything that is wrong with one event's envelope, so that the sender need not find it piece by piece.
package struct EnvelopeProblems: Error, Sendable, Equatable {
    /// At least one.
    package let problems: [EnvelopeProblem]
}

// SPDX-License-Identifier: Apache-2.0

/// The attributes of one message after the gateway's own rules: what the decision is made from.
///
/// Built only by ``Envelope/init(_:)`` from a well-formed CloudEvent (DESIGN §6).
///
/// A class: it passes through many hands on its way, and each would copy a dozen references.
package final class Envelope: Sendable {
    package let id: UniqueID
    package let source: String
    package let type: String
    package let time: Timestamp
    /// The time exactly as the sender wrote it.
    package let timeText: String
    package let dataschema: String
    package let subject: String?
    package let recipients: [AgencyID]
    package let agreement: String?
    package let purpose: String?
    package let action: Action
    package let replaces: UniqueID?
    package let correlation: String?
    package let causation: String?
    package let respondBy: Timestamp?
    package let actor: String?
    package let subjectAccess: SubjectAccess?
    package let handling: String?
    package let orderingKey: String?
    package let traceparent: String?

    /// What the message does to an earlier one.
    package enum Action: String, Sendable { case new, replace, withdraw }

    /// What the sender asks of a recipient that answers a subject access request; `review` is the day to look again.
    package struct SubjectAccess: Sendable, Equatable {
        package enum Rule: String, Sendable { case open, askSender = "ask-sender", withhold }
        package let rule: Rule
        package let review: CalendarDate?
        package init(rule: Rule, review: CalendarDate?) {
            self.rule = rule
            self.review = review
        }
    }

    package init(
        id: UniqueID,
        source: String,
        type: String,
        time: Timestamp,
        timeText: String,
        dataschema: String,
        subject: String? = nil,
        recipients: [AgencyID],
        agreement: String? = nil,
        purpose: String? = nil,
        action: Action = .new,
        replaces: UniqueID? = nil,
        correlation: String? = nil,
        causation: String? = nil,
        respondBy: Timestamp? = nil,
        actor: String? = nil,
        subjectAccess: SubjectAccess? = nil,
        handling: String? = nil,
        orderingKey: String? = nil,
        traceparent: String? = nil
    ) {
        self.id = id
        self.source = source
        self.type = type
        self.time = time
        self.timeText = timeText
        self.dataschema = dataschema
        self.subject = subject
        self.recipients = recipients
        self.agreement = agreement
        self.purpose = purpose
        self.action = action
        self.replaces = replaces
        self.correlation = correlation
        self.causation = causation
        self.respondBy = respondBy
        self.actor = actor
        self.subjectAccess = subjectAccess
        self.handling = handling
        self.orderingKey = orderingKey
        self.traceparent = traceparent
    }
}

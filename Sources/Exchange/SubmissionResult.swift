// SPDX-License-Identifier: Apache-2.0

/// What became of one event.
package enum SubmissionResult: Sendable {
    /// At least one recipient is permitted and everything is committed.
    ///
    /// The ids are those just given; nil when the event had been accepted before, and only the receipt names them.
    case accepted(Judgement, Receipt, repeated: Bool, ids: GivenIDs?)
    /// Judged and recorded; nothing is kept or sent.
    case rehearsed(Judgement, Receipt)
    /// Nobody may have it, or it is not as the contract says. The judgement is absent when it was refused before it could be judged.
    case refused(Refusal, Judgement?, Receipt?)
    /// Not committed: try again.
    case failed(StoreFailure)
}

/// The ids an accepted event was given.
package struct GivenIDs: Sendable, Hashable {
    package let message: UniqueID
    /// One place for each disclosure of the judgement; nil where it was refused.
    package let deliveries: [UniqueID?]

    package init(message: UniqueID, deliveries: [UniqueID?]) {
        self.message = message
        self.deliveries = deliveries
    }
}

extension Envelope {
    /// The attributes that make an event the same event: everything but tracing.
    package var fingerprintText: [UInt8] {
        var writer = JSONWriter(capacity: 500)
        writer.beginObject()
        writer.member("action", action.rawValue)
        writer.member("actor", actor)
        writer.member("agreement", agreement)
        writer.member("causation", causation)
        writer.member("correlation", correlation)
        writer.member("dataschema", dataschema)
        writer.member("handling", handling)
        writer.member("ordering", orderingKey)
        writer.member("purpose", purpose)
        writer.name("recipients")
        writer.beginArray()
        let sorted = recipients.count > 1 ? recipients.sorted() : recipients
        for recipient in sorted { writer.string(recipient.rawValue) }
        writer.endArray()
        writer.member("replaces", replaces)
        writer.member("respondBy", respondBy)
        writer.member("subject", subject)
        writer.member("subjectAccess", subjectAccess?.rule.rawValue)
        writer.member("subjectAccessReview", subjectAccess?.review?.description)
        writer.member("time", timeText)
        writer.member("type", type)
        writer.endObject()
        return writer.bytes
    }
}

extension Agency {
    /// How the agency gets its deliveries.
    package var channel: Channel {
        switch delivery {
        case .mailbox: .mailbox
        case .push: .push
        }
    }
}

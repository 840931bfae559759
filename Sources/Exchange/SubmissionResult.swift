// SPDX-License-Identifier: Apache-2.0

/// What became of one event.
package enum SubmissionResult: Sendable {
    /// At least one recipient is permitted and everything is committed.
    case accepted(Judgement, Receipt, repeated: Bool)
    /// Judged and recorded; nothing is kept or sent.
    case rehearsed(Judgement, Receipt)
    /// Nobody may have it, or it is not as the contract says. The judgement is absent when it was refused before it could be judged.
    case refused(Refusal, Judgement?, Receipt?)
    /// Not committed: try again.
    case failed(StoreFailure)
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
        for recipient in recipients.sorted() { writer.string(recipient.rawValue) }
        writer.endArray()
        writer.member("replaces", replaces?.description)
        writer.member("respondBy", respondBy?.description)
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

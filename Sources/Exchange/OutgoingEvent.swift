// SPDX-License-Identifier: Apache-2.0

/// Writes the event a recipient gets: rebuilt from an allow-list, so that nothing a sender put in travels unseen.
package enum OutgoingEvent {
    /// The duties that go with the record, as the clause words them.
    package struct Duties: Sendable, Equatable {
        /// Whether the recipient may pass the record on: `none`, `ask` or `permit`.
        package let onward: String
        /// How long the recipient may keep it: an ISO 8601 period or the reference of a schedule.
        package let retention: String?

        package init(onward: String, retention: String?) {
            self.onward = onward
            self.retention = retention
        }
    }

    /// The event in the JSON event format, with the minimised record spliced in byte for byte.
    ///
    /// Not passed on: the sender's staff (`actorid`), the other recipients, ordering keys and trace context. Attributes
    /// that are not set are left out, never null. ``CloudEvent/decode(contentType:headers:body:limits:)`` reads it back
    /// within ``CloudEvent/Limits/outgoing``.
    ///
    /// - Parameters:
    ///   - envelope: the sender's, after its rules.
    ///   - type: the message type of the view: the sender's, or the gateway's own where only existence is told.
    ///   - dataschema: where the schema of the view is published.
    ///   - sender: the agency that discloses.
    ///   - purpose: what it is disclosed for.
    ///   - clause: what the disclosure rests on; gives `agreementid` with its version, and `clauseid`.
    ///   - duties: what the recipient owes.
    ///   - data: one JSON text; not looked at.
    /// - Returns: UTF-8.
    package static func bytes(
        envelope: Envelope,
        type: String,
        dataschema: String,
        sender: AgencyID,
        purpose: String,
        clause: ClauseRef,
        duties: Duties,
        data: [UInt8]
    ) -> [UInt8] {
        var writer = JSONWriter(capacity: data.count + 1_024)
        writer.beginObject()
        writer.member("specversion", "1.0")
        writer.member("id", envelope.id)
        writer.member("source", envelope.source)
        writer.member("type", type)
        writer.member("time", envelope.timeText)
        writer.member("datacontenttype", "application/json")
        writer.member("dataschema", dataschema)
        writer.member("subject", envelope.subject)
        writer.member("senderid", sender.rawValue)
        writer.member("agreementid", clause.agreement.description)
        writer.member("clauseid", clause.clause)
        writer.member("purposecode", purpose)
        writer.member("correlationid", envelope.correlation)
        writer.member("causationid", envelope.causation)
        writer.member("respondby", envelope.respondBy)
        writer.member("action", envelope.action.rawValue)
        writer.member("replaces", envelope.replaces)
        writer.member("subjectaccess", envelope.subjectAccess?.rule.rawValue)
        writer.member("subjectaccessreview", envelope.subjectAccess?.review?.description)
        writer.member("handling", envelope.handling)
        writer.member("onward", duties.onward)
        writer.member("recipientretention", duties.retention)
        writer.name("data")
        writer.raw(data)
        writer.endObject()
        return writer.bytes
    }
}

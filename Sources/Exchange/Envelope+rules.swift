// SPDX-License-Identifier: Apache-2.0

package import JSONSchema

extension Envelope {
    /// Applies the gateway's own rules to a well-formed event (DESIGN §6).
    ///
    /// Not decided here but by the book: whether source, contract, agreement and agencies exist and who may use them,
    /// and whether `time` is too old. An unreadable `traceparent` is dropped, as W3C Trace Context §3.2 asks;
    /// `tracestate` always is.
    package convenience init(_ event: CloudEvent) throws(EnvelopeProblems) {
        var reader = EnvelopeReader(event)
        reader.checkNames()
        reader.checkData()
        let id = reader.uniqueID("id", required: true)
        let source = reader.absoluteURI("source")
        let type = reader.text("type", required: true)
        let time = reader.timestamp("time", required: true)
        let dataschema = reader.text("dataschema", required: true)
        let subject = reader.reference("subject")
        let recipients = reader.agencies("recipientid")
        let agreement = reader.text("agreementid", .agreement, EnvelopeSyntax.isAgreement)
        let purpose = reader.text("purposecode", .purpose, EnvelopeSyntax.isPurpose)
        let (action, replaces) = reader.action(of: id)
        let correlation = reader.reference("correlationid")
        let causation = reader.reference("causationid")
        let respondBy = reader.respondBy(after: time)
        let actor = reader.reference("actorid")
        let subjectAccess = reader.subjectAccess()
        let handling = reader.text("handling", .handling, EnvelopeSyntax.isMarking)
        let orderingKey = reader.reference("orderingkey")
        guard reader.problems.isEmpty, let id, let source, let type, let time, let timeText = event["time"],
            let dataschema
        else { throw EnvelopeProblems(problems: reader.problems) }
        self.init(
            id: id,
            source: source,
            type: type,
            time: time,
            timeText: timeText,
            dataschema: dataschema,
            subject: subject,
            recipients: recipients,
            agreement: agreement,
            purpose: purpose,
            action: action,
            replaces: replaces,
            correlation: correlation,
            causation: causation,
            respondBy: respondBy,
            actor: actor,
            subjectAccess: subjectAccess,
            handling: handling,
            orderingKey: orderingKey,
            traceparent: event["traceparent"].flatMap(EnvelopeSyntax.traceparent)
        )
    }
}

extension CloudEvent {
    /// The record, where the event carries one as ``Envelope/init(_:)`` asks: a JSON object.
    package var record: JSONNode? {
        guard case .json(let node) = data, node.kind == .object else { return nil }
        return node
    }
}

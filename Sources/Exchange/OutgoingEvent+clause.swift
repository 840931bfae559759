// SPDX-License-Identifier: Apache-2.0

extension OutgoingEvent {
    /// The event that a permitting clause lets leave.
    ///
    /// - Parameters:
    ///   - envelope: the sender's, after its rules.
    ///   - sender: the agency that discloses.
    ///   - clause: gives type, schema, agreement and duties.
    ///   - purpose: the one of the clause's purposes that the decision names.
    ///   - data: what ``Clause/body(of:holder:)`` made.
    /// - Returns: UTF-8.
    package static func bytes(
        _ envelope: Envelope,
        sender: AgencyID,
        clause: Clause,
        purpose: String,
        data: [UInt8]
    ) -> [UInt8] {
        bytes(
            envelope: envelope,
            type: clause.type,
            dataschema: clause.dataschema,
            sender: sender,
            purpose: purpose,
            clause: clause.ref,
            duties: Duties(onward: clause.onward.rawValue, retention: clause.recipientRetention),
            data: data
        )
    }
}

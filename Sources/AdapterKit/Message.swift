// SPDX-License-Identifier: Apache-2.0

/// What an adapter may see of a message: validated, permitted and minimised for this recipient.
public struct Message: Sendable {
    /// The delivery's id: stable over retries, so that a recipient can tell a repetition.
    public let deliveryID: String
    /// The event id the sender chose.
    public let eventID: String
    /// The sender's source URI.
    public let source: String
    /// The message type, such as `uk.northshire.police.missing-episode.v1`.
    public let type: String
    /// The contract and exact version, such as `police.missing-episode@1.2.0`.
    public let contract: String
    /// When what is reported happened, RFC 3339.
    public let time: String
    /// The sending agency.
    public let sender: String
    /// The receiving agency.
    public let recipient: String
    /// The purpose for which it is disclosed.
    public let purpose: String
    /// The minimised record.
    public let data: Value
    /// The whole outgoing event in CloudEvents structured JSON: what an adapter without a format of its own sends on.
    public let event: [UInt8]

    /// Makes a message.
    public init(
        deliveryID: String,
        eventID: String,
        source: String,
        type: String,
        contract: String,
        time: String,
        sender: String,
        recipient: String,
        purpose: String,
        data: Value,
        event: [UInt8]
    ) {
        self.deliveryID = deliveryID
        self.eventID = eventID
        self.source = source
        self.type = type
        self.contract = contract
        self.time = time
        self.sender = sender
        self.recipient = recipient
        self.purpose = purpose
        self.data = data
        self.event = event
    }
}

/// The rendered bytes and what the transport must say about them.
public struct Parcel: Sendable, Hashable {
    /// The media type, such as `application/fhir+json`.
    public let contentType: String
    /// The bytes to send.
    public let body: [UInt8]
    /// Further headers the recipient's interface asks for; names are lower-case.
    public let headers: [String: String]

    /// Makes a parcel.
    public init(contentType: String, body: [UInt8], headers: [String: String] = [:]) {
        self.contentType = contentType
        self.body = body
        self.headers = headers
    }
}

/// The recipient's answer to a parcel, as the transport saw it.
public struct Reply: Sendable, Hashable {
    /// The HTTP status, or the status code of the transport used.
    public let status: Int
    /// The answer's headers; names are lower-case.
    public let headers: [String: String]
    /// The answer's body, at most 64 KiB of it.
    public let body: [UInt8]

    /// Makes a reply.
    public init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// What a reply means for the delivery.
public enum Outcome: Sendable, Hashable {
    /// The recipient has it; the reference is the recipient's own.
    case delivered(reference: String?)
    /// The recipient has taken it and will say later how it went; undelivered if nothing is heard within `confirmWithin`.
    case accepted(reference: String, confirmWithin: Duration)
    /// The recipient cannot take it now; try again, after the given time if one is given.
    case retry(after: Duration?, reason: String)
    /// The recipient will not take it: trying again unchanged is of no use.
    case refused(reason: String)

    /// The usual reading of an HTTP status: 2xx delivered; 408, 425, 429 and 5xx try again; anything else refused.
    public static func http(_ reply: Reply) -> Outcome {
        switch reply.status {
        case 200..<300: .delivered(reference: reply.headers["location"])
        case 408, 425, 429, 500..<600:
            .retry(
                after: reply.headers["retry-after"].flatMap { Int64($0) }.map { .seconds(min(max($0, 0), 86_400)) },
                reason: "status \(reply.status)"
            )
        default: .refused(reason: "status \(reply.status)")
        }
    }
}

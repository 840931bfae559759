// SPDX-License-Identifier: Apache-2.0

extension RefusalCode {
    /// The pages of what can be wrong with a message.
    var messagePage: Page {
        switch self {
        case .messageTooLarge:
            Page(
                413,
                .sender,
                "Message too large",
                "A message may have 1 MiB.",
                "Send less, and put attachments where the contract says."
            )
        case .messageUnsupportedType:
            Page(
                415,
                .sender,
                "Media type not supported",
                "The body is of a media type this address does not take.",
                "Send application/cloudevents+json, or the JSON of the data with ce- headers."
            )
        case .batchTooLarge:
            Page(413, .sender, "Batch too large", "A batch may have 1,000 messages.", "Send smaller batches.")
        case .envelopeInvalid:
            Page(
                400,
                .sender,
                "Envelope not valid",
                "An attribute of the event breaks the rules of the envelope.",
                "Correct the attribute named in the detail."
            )
        case .envelopeUnknownAttribute:
            Page(
                400,
                .sender,
                "Attribute not known",
                "The event has an attribute that the envelope does not list.",
                "Remove it: what the contract does not cover cannot travel."
            )
        case .eventTooOld:
            Page(
                422,
                .sender,
                "Event too old",
                "The event's time is further back than the gateway remembers events.",
                "Send a new event with the time at which it is reported."
            )
        case .eventInFuture:
            Page(
                422,
                .sender,
                "Event in the future",
                "The event's time has not come yet.",
                "Set the sending system's clock."
            )
        case .eventChanged:
            Page(
                409,
                .sender,
                "Event changed",
                "An event with this source and id was accepted before with other content.",
                "Give a changed event an id of its own and name the old one in replaces."
            )
        case .contractUnknown:
            Page(
                422,
                .sender,
                "Contract not known",
                "The dataschema names no contract version in use here.",
                "Use the dataschema of a published contract version."
            )
        case .contractTypeMismatch:
            Page(
                422,
                .sender,
                "Type does not fit",
                "The event's type is not that of the contract its dataschema names.",
                "Use the type that the contract states."
            )
        case .contractViolation:
            Page(
                422,
                .sender,
                "Contract broken",
                "The data does not satisfy its contract.",
                "Mend each violation listed and send the event again."
            )
        case .recipientMissing:
            Page(
                422,
                .sender,
                "No recipient",
                "The event names no recipient and no duty to notify finds one.",
                "Name at least one agency in recipientid."
            )
        default:
            Page(
                400,
                .sender,
                "Message malformed",
                "The body is not well-formed.",
                "Correct the body at the place named in the detail."
            )
        }
    }
}

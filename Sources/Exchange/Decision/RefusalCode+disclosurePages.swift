// SPDX-License-Identifier: Apache-2.0

extension RefusalCode {
    /// The pages of what can stand between a message and one recipient.
    var disclosurePage: Page {
        switch self {
        case .disclosureDenied:
            Page(
                403,
                .sender,
                "Disclosure denied",
                "A clause of an agreement forbids this disclosure.",
                "Read the agreement with its operator; the clause must change before this can be sent."
            )
        case .disclosureConditionUnmet:
            Page(
                403,
                .sender,
                "Condition not met",
                "The agreement permits this disclosure only for records of another kind, or of the sender's own.",
                "Check the fields the clause asks about and the agency it is sent for, or leave this recipient out."
            )
        case .disclosureNoIdentifier:
            Page(
                422,
                .sender,
                "No identifier of a child",
                "Only the existence of a record may be disclosed, and the record names no identifier of a child.",
                "Give an identifier the contract declares for the child."
            )
        case .agreementNotInForce:
            Page(
                403,
                .sender,
                "Agreement not in force",
                "The agreement that would permit this is not in force today.",
                "Ask the parties to renew it."
            )
        case .purposeAmbiguous:
            Page(
                422,
                .sender,
                "Purpose ambiguous",
                "More than one purpose or clause would fit this disclosure.",
                "State purposecode, and agreementid where several agreements share the purpose."
            )
        case .purposeNotPermitted:
            Page(
                403,
                .sender,
                "Purpose not permitted",
                "No clause permits this disclosure for the purpose stated.",
                "State the purpose that is meant, or leave this recipient out."
            )
        case .recipientUnrelated:
            Page(
                403,
                .sender,
                "Recipient unrelated to the record",
                "The agreement permits this only to the agency that the record itself names, and this is another.",
                "Correct the identifier in the record or name the agency it belongs to."
            )
        case .recipientSuspended:
            Page(
                403,
                .recipient,
                "Recipient suspended",
                "The recipient is suspended from the exchange.",
                "Reach the recipient another way; the partnership's administrator can lift the suspension."
            )
        case .recipientCannotRead:
            Page(
                422,
                .recipient,
                "Recipient cannot read this",
                "The recipient does not read this major version of the contract.",
                "Send a version it reads; the recipient can declare that it reads this one."
            )
        default:
            Page(
                403,
                .sender,
                "Disclosure not permitted",
                "No agreement permits this disclosure to this recipient.",
                "Check the recipient's id, and which agreements your agency has joined."
            )
        }
    }

    /// The pages of feeds and deliveries.
    var handlingPage: Page {
        switch self {
        case .documentTooLarge:
            Page(
                413,
                .sender,
                "Document too large",
                "A document may have 256 MiB over HTTP.",
                "Send it in parts, or through a directory."
            )
        case .documentChanged:
            Page(
                409,
                .sender,
                "Document changed",
                "A document with this id was taken before with other content.",
                "Give a changed document an id of its own."
            )
        case .deliveryUnknown:
            Page(
                404,
                .recipient,
                "Delivery not known",
                "The agency has no such delivery.",
                "Use the id that the mailbox gave."
            )
        case .leaseLost:
            Page(
                409,
                .recipient,
                "Lease lost",
                "The delivery is no longer leased to this client.",
                "Fetch again; the message is handed out once more."
            )
        default:
            Page(
                404,
                .sender,
                "Feed not known",
                "The partnership has no such feed for this client.",
                "Use the id of a feed set up for you."
            )
        }
    }
}

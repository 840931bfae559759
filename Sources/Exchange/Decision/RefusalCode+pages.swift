// SPDX-License-Identifier: Apache-2.0

extension RefusalCode {
    /// What people are told about a code.
    struct Page {
        let status: Int
        let mender: Mender
        let title: String
        let explanation: String
        let mend: String

        init(_ status: Int, _ mender: Mender, _ title: String, _ explanation: String, _ mend: String) {
            self.status = status
            self.mender = mender
            self.title = title
            self.explanation = explanation
            self.mend = mend
        }
    }

    var page: Page {
        switch self {
        case .clientUnknown:
            Page(
                401,
                .sender,
                "Client not known",
                "The certificate presented belongs to no client of this partnership today.",
                "Present a registered certificate within its dates, or have the new one registered."
            )
        case .clientNotAuthorised:
            Page(
                403,
                .sender,
                "Client not authorised",
                "No authorisation in force today lets this client do this with this contract for this agency.",
                "Ask the agency to authorise the client for the contract and direction."
            )
        case .sourceNotYours:
            Page(
                403,
                .sender,
                "Source not yours",
                "The source is not registered to this client for this agency.",
                "Use a source registered to you, or have this one registered."
            )
        case .agencySuspended:
            Page(
                403,
                .sender,
                "Agency suspended",
                "The agency sent for is suspended from the exchange.",
                "Ask the partnership's administrator why and until when."
            )
        case .environmentMismatch:
            Page(
                403,
                .sender,
                "Wrong environment",
                "Test credentials or test records were used in live, or the reverse.",
                "Send to the environment the credentials and the record belong to."
            )
        case .agencyBusy:
            Page(
                429,
                .sender,
                "Too many requests",
                "The agency has used up its share for the moment.",
                "Wait as long as Retry-After says and send again with the same id."
            )
        case .gatewayBusy:
            Page(
                503,
                .gateway,
                "Gateway busy",
                "The gateway has more work waiting than it can take on.",
                "Wait as long as Retry-After says and send again with the same id."
            )
        case .gatewayUnavailable:
            Page(
                503,
                .gateway,
                "Gateway unavailable",
                "The gateway cannot record decisions at the moment, so it takes none.",
                "Send again with the same id; the gateway's operator is told."
            )
        case .bookStale:
            Page(
                503,
                .gateway,
                "Agreements not current",
                "The gateway cannot show that its agreements are the ones in force, so it permits nothing.",
                "Send again with the same id; the gateway's operator is told."
            )
        case .feedUnknown, .documentTooLarge, .documentChanged, .deliveryUnknown, .leaseLost: handlingPage
        case .disclosureNotPermitted, .disclosureDenied, .disclosureConditionUnmet, .disclosureNoIdentifier,
            .agreementNotInForce, .purposeAmbiguous, .purposeNotPermitted, .recipientUnrelated, .recipientSuspended,
            .recipientCannotRead:
            disclosurePage
        case .messageMalformed, .messageTooLarge, .messageUnsupportedType, .batchTooLarge, .envelopeInvalid,
            .envelopeUnknownAttribute, .eventTooOld, .eventInFuture, .eventChanged, .contractUnknown,
            .contractTypeMismatch, .contractViolation, .recipientMissing:
            messagePage
        }
    }
}

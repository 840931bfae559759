// SPDX-License-Identifier: Apache-2.0

/// Everything that can be refused; the raw value is the stable name in problem documents and evidence.
package enum RefusalCode: String, Sendable, CaseIterable {
    // Who is asking.
    case clientUnknown = "client.unknown"
    case clientNotAuthorised = "client.not-authorised"
    case sourceNotYours = "source.not-yours"
    case agencySuspended = "agency.suspended"
    case environmentMismatch = "environment.mismatch"
    // What was sent.
    case messageMalformed = "message.malformed"
    case messageTooLarge = "message.too-large"
    case messageUnsupportedType = "message.unsupported-type"
    case batchTooLarge = "batch.too-large"
    case envelopeInvalid = "envelope.invalid"
    case envelopeUnknownAttribute = "envelope.unknown-attribute"
    case eventTooOld = "event.too-old"
    case eventInFuture = "event.in-future"
    case eventChanged = "event.changed"
    case contractUnknown = "contract.unknown"
    case contractTypeMismatch = "contract.type-mismatch"
    case contractViolation = "contract.violation"
    case recipientMissing = "recipient.missing"
    // Whether it may go to a recipient.
    case disclosureNotPermitted = "disclosure.not-permitted"
    case disclosureDenied = "disclosure.denied"
    case disclosureConditionUnmet = "disclosure.condition-unmet"
    case disclosureNoIdentifier = "disclosure.no-identifier"
    case agreementNotInForce = "agreement.not-in-force"
    case purposeAmbiguous = "purpose.ambiguous"
    case purposeNotPermitted = "purpose.not-permitted"
    case recipientUnrelated = "recipient.unrelated"
    case recipientSuspended = "recipient.suspended"
    case recipientCannotRead = "recipient.cannot-read"
    // Feeds and deliveries.
    case feedUnknown = "feed.unknown"
    case documentTooLarge = "document.too-large"
    case documentChanged = "document.changed"
    case deliveryUnknown = "delivery.unknown"
    case leaseLost = "lease.lost"
    // The gateway itself.
    case agencyBusy = "agency.busy"
    case gatewayBusy = "gateway.busy"
    case gatewayUnavailable = "gateway.unavailable"
    case bookStale = "book.stale"

    /// Who must mend it.
    package enum Mender: String, Sendable, CaseIterable { case sender, recipient, gateway }

    package var title: String { page.title }
    /// One sentence saying what happened.
    package var explanation: String { page.explanation }
    /// One sentence saying what to do.
    package var mend: String { page.mend }
    package var mender: Mender { page.mender }
    /// The HTTP status when the whole request is refused with this code.
    package var status: Int { page.status }
}

// SPDX-License-Identifier: Apache-2.0

internal import Contracts
internal import Crypto
internal import JSONSchema

extension ExchangeService {
    /// What is committed of an accepted event: claim, entry, a sealed body for each distinct view, deliveries, subjects.
    func accepted(
        _ judgement: Judgement,
        _ offer: Offer,
        actor: Actor,
        book: Book,
        at now: Timestamp
    ) throws(Vault.Failure) -> (Submission, GivenIDs) {
        let envelope = offer.envelope, data = offer.data
        let message = newID(at: now).whole
        var views = DisclosedViews(message)
        var deliveries: [NewDelivery] = []
        var deliveryIDs: [UniqueID?] = []
        deliveryIDs.reserveCapacity(judgement.disclosures.count)
        for disclosure in judgement.disclosures {
            guard case .permitted(let clause, let purpose) = disclosure.verdict,
                let recipient = disclosure.recipientKey,
                let contract = judgement.contract, judgement.senderKey != nil,
                let holder = book.agencies[actor.agency]
            else {
                deliveryIDs.append(nil)
                continue
            }
            let body = try views.body(for: clause, purpose: purpose) {
                (id: UniqueID) throws(Vault.Failure) -> (SealedBody, [UInt8]) in
                let minimised = clause.body(of: data, holder: holder.agency)
                let event = OutgoingEvent.bytes(
                    envelope,
                    sender: actor.agency,
                    clause: clause,
                    purpose: purpose,
                    data: minimised
                )
                return (try vault.seal(event, id: id, random: random), SHA256.bytes(of: minimised))
            }
            let id = message.part(UInt16(truncatingIfNeeded: deliveries.count + 1))
            deliveryIDs.append(id)
            deliveries.append(
                NewDelivery(
                    id: id,
                    recipient: recipient,
                    clause: clause.key,
                    contract: contract.key,
                    body: body,
                    channel: book.agencies[disclosure.recipient]?.agency.channel ?? .mailbox,
                    expiresAt: now + transit,
                    orderingKey: envelope.orderingKey
                )
            )
        }
        let subjects = subjectKeys(judgement)
        let opening = evidence.commitment(
            content: SHA256.bytes(of: data.rawBytes),
            views: views.digests,
            subjects: subjects,
            salt: random.bytes(16)
        )
        let submission = Submission(
            message: message,
            bookVersion: book.version,
            claim: claim(of: judgement, offer),
            entry: evidence.judged(
                .accepted,
                judgement,
                of: envelope,
                by: actor,
                message: message,
                book: book.version,
                opening: opening,
                deliveries: deliveryIDs,
                at: now
            ),
            bodies: views.bodies,
            deliveries: deliveries,
            subjects: subjects,
            agency: judgement.senderKey ?? 0
        )
        return (submission, GivenIDs(message: message, deliveries: deliveryIDs))
    }

    /// What is committed of a refusal or a rehearsal: its entry alone.
    func recorded(
        _ judgement: Judgement,
        _ offer: Offer,
        actor: Actor,
        book: Book,
        rehearsal: Bool,
        at now: Timestamp
    ) -> Submission {
        let message = newID(at: now).whole
        // Refused content is not kept; a salted digest lets the sender show later what was refused.
        let opening =
            rehearsal
            ? nil
            : evidence.commitment(
                content: SHA256.bytes(of: offer.data.rawBytes),
                views: [],
                subjects: [],
                salt: random.bytes(16)
            )
        let entry = evidence.judged(
            rehearsal ? .rehearsed : .refused,
            judgement,
            of: offer.envelope,
            by: actor,
            message: message,
            book: book.version,
            opening: opening,
            deliveries: judgement.disclosures.map { _ in nil },
            at: now
        )
        return Submission(
            message: message,
            bookVersion: book.version,
            claim: nil,
            entry: entry,
            // Why the caller's where the book names no sender: one agency's refusals must not use up the share of all.
            agency: judgement.senderKey ?? book.agencyKey(actor.agency) ?? 0
        )
    }

    private func subjectKeys(_ judgement: Judgement) -> [SubjectKey] {
        judgement.subjects.flatMap { subject in
            subject.identifiers.map { identifier in
                SubjectKey(
                    scheme: identifier.scheme,
                    epoch: vault.pseudonymEpoch,
                    pseudonym: vault.pseudonym(scheme: identifier.scheme, value: identifier.value),
                    role: subject.role.rawValue
                )
            }
        }
    }
}

/// The bodies of one message: one for each distinct view, however many recipients share it.
private struct DisclosedViews {
    private let message: UniqueID
    private var known: [(clause: ObjectIdentifier, purpose: String, body: UniqueID)] = []
    private(set) var bodies: [SealedBody] = []
    private(set) var digests: [[UInt8]] = []

    init(_ message: UniqueID) {
        self.message = message
    }

    mutating func body(
        for clause: Clause,
        purpose: String,
        _ make: (UniqueID) throws(Vault.Failure) -> (SealedBody, [UInt8])
    ) throws(Vault.Failure) -> UniqueID {
        if let found = known.first(where: { $0.clause == ObjectIdentifier(clause) && $0.purpose == purpose }) {
            return found.body
        }
        // The upper half of the parts: no body has the id of a delivery.
        let (body, digest) = try make(message.part(0x8000 | UInt16(truncatingIfNeeded: bodies.count)))
        known.append((ObjectIdentifier(clause), purpose, body.id))
        bodies.append(body)
        digests.append(digest)
        return body.id
    }
}

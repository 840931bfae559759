// SPDX-License-Identifier: Apache-2.0

internal import Contracts
internal import Crypto
package import JSONSchema

/// One event from the door to the store: judge, seal, commit.
///
/// The same path serves the HTTP door and the feeds.
package struct ExchangeService: Sendable {
    package let books: any BookSource
    package let store: any Store
    package let reader: any StoreReader
    package let vault: Vault
    package let evidence: Evidence
    private let clock: any WallClock
    private let random: any RandomSource
    /// How long a delivery may stay open before it is undelivered.
    private let transit: Duration
    /// Told of new deliveries once they are committed, to wake whoever waits for them.
    private let announce: @Sendable ([NewDelivery]) -> Void

    package init(
        books: any BookSource,
        store: any Store,
        reader: any StoreReader,
        vault: Vault,
        context: ReceiptContext,
        clock: any WallClock,
        random: any RandomSource,
        transit: Duration,
        announce: @escaping @Sendable ([NewDelivery]) -> Void = { _ in }
    ) {
        self.books = books
        self.store = store
        self.reader = reader
        self.vault = vault
        evidence = Evidence(context: context)
        self.clock = clock
        self.random = random
        self.transit = transit
        self.announce = announce
    }

    package var now: Timestamp { clock.now() }

    /// Judges one event and commits what follows from it.
    ///
    /// - Parameter rehearsal: judges and records the decision without content, keeps no message and claims no id.
    /// - Returns: what became of it; never throws, for one event of a batch must not hurt the others.
    package func submit(
        _ envelope: Envelope,
        data: JSONNode,
        actor: Actor,
        rehearsal: Bool = false,
        times: TimeRules = .standard
    ) async
        -> SubmissionResult
    {
        var book: Book
        do throws(Refusal) { book = try books.current() } catch { return .refused(error, nil, nil) }
        // Why a loop: the book may move on between judging and committing; the store then writes nothing and the event is judged anew.
        for _ in 0..<4 {
            let now = clock.now()
            let judgement = book.judge(envelope, data: data, actor: actor, on: now, times: times)
            let result: SubmissionResult?
            if judgement.isAccepted && !rehearsal {
                result = await commit(judgement, of: envelope, data: data, actor: actor, book: book, at: now)
            } else {
                result = await record(
                    judgement,
                    of: envelope,
                    data: data,
                    actor: actor,
                    book: book,
                    rehearsal: rehearsal,
                    at: now
                )
            }
            if let result { return result }
            do throws(Refusal) { book = try await books.refresh() } catch { return .refused(error, nil, nil) }
        }
        return .refused(Refusal(.bookStale), nil, nil)
    }

    /// Commits an accepted event; nil when the book had moved on.
    private func commit(
        _ judgement: Judgement,
        of envelope: Envelope,
        data: JSONNode,
        actor: Actor,
        book: Book,
        at now: Timestamp
    ) async -> SubmissionResult? {
        let submission: Submission
        let ids: GivenIDs
        do {
            (submission, ids) = try prepare(judgement, of: envelope, data: data, actor: actor, book: book, at: now)
        } catch {
            return .failed(StoreFailure(.rejected, "the body could not be sealed: \(error)"))
        }
        return switch await store.accept(submission) {
        case .committed(let receipt): announced(submission, .accepted(judgement, receipt, repeated: false, ids: ids))
        case .repeated(let receipt): .accepted(judgement, receipt, repeated: true, ids: nil)
        case .changed: .refused(Refusal(.eventChanged), nil, nil)
        case .staleBook: nil
        case .failed(let failure): .failed(failure)
        }
    }

    private func announced(_ submission: Submission, _ result: SubmissionResult) -> SubmissionResult {
        announce(submission.deliveries)
        return result
    }

    /// Records a refusal or a rehearsal; nil when the book had moved on.
    private func record(
        _ judgement: Judgement,
        of envelope: Envelope,
        data: JSONNode,
        actor: Actor,
        book: Book,
        rehearsal: Bool,
        at now: Timestamp
    ) async -> SubmissionResult? {
        // Why first: an event accepted earlier keeps its receipt, also when today's book would refuse it.
        if !rehearsal, let claim = claim(of: judgement, envelope, data) {
            switch await reader.receipt(for: claim) {
            case .repeated(let receipt): return .accepted(judgement, receipt, repeated: true, ids: nil)
            case .changed: return .refused(Refusal(.eventChanged), nil, nil)
            case .failed(let failure): return .failed(failure)
            default: break
            }
        }
        let message = newID(at: now)
        // Refused content is not kept; a salted digest lets the sender show later what was refused.
        let opening =
            rehearsal
            ? nil
            : evidence.commitment(content: digest(data.rawBytes), views: [], subjects: [], salt: random.bytes(16))
        let entry = evidence.judged(
            rehearsal ? .rehearsed : .refused,
            judgement,
            of: envelope,
            by: actor,
            message: message,
            book: book.version,
            opening: opening,
            deliveries: judgement.disclosures.map { _ in nil },
            at: now
        )
        let outcome = await store.accept(
            Submission(
                message: message,
                bookVersion: book.version,
                claim: nil,
                entry: entry,
                agency: judgement.senderKey ?? 0
            )
        )
        switch outcome {
        case .committed(let receipt), .repeated(let receipt):
            if rehearsal { return .rehearsed(judgement, receipt) }
            return .refused(judgement.refusal ?? Refusal(.disclosureNotPermitted), judgement, receipt)
        case .staleBook: return nil
        case .changed: return .refused(Refusal(.eventChanged), nil, nil)
        case .failed(let failure): return .failed(failure)
        }
    }

    private func prepare(
        _ judgement: Judgement,
        of envelope: Envelope,
        data: JSONNode,
        actor: Actor,
        book: Book,
        at now: Timestamp
    ) throws(Vault.Failure) -> (Submission, GivenIDs) {
        let message = newID(at: now)
        var views = DisclosedViews()
        var deliveries: [NewDelivery] = []
        var deliveryIDs: [UniqueID?] = []
        for disclosure in judgement.disclosures {
            guard case .permitted(let clause, let purpose) = disclosure.verdict,
                let recipient = disclosure.recipientKey,
                let sender = judgement.senderKey, let contract = judgement.contract,
                let holder = book.directory.agencies[actor.agency]
            else {
                deliveryIDs.append(nil)
                continue
            }
            let body = try views.body(for: clause, purpose: purpose) {
                () throws(Vault.Failure) -> (SealedBody, [UInt8]) in
                let minimised = clause.body(of: data, holder: holder)
                let event = OutgoingEvent.bytes(
                    envelope,
                    sender: actor.agency,
                    clause: clause,
                    purpose: purpose,
                    data: minimised
                )
                return (try vault.seal(event, id: newID(at: now), random: random), digest(minimised[...]))
            }
            let id = newID(at: now)
            deliveryIDs.append(id)
            deliveries.append(
                NewDelivery(
                    id: id,
                    recipient: recipient,
                    sender: sender,
                    clause: clause.key,
                    contract: contract.key,
                    body: body,
                    channel: book.directory.agencies[disclosure.recipient]?.channel ?? .mailbox,
                    dueAt: now,
                    expiresAt: now + transit,
                    orderingKey: envelope.orderingKey
                )
            )
        }
        let subjects = subjectKeys(judgement, data)
        let opening = evidence.commitment(
            content: digest(data.rawBytes),
            views: views.digests,
            subjects: subjects,
            salt: random.bytes(16)
        )
        let submission = Submission(
            message: message,
            bookVersion: book.version,
            claim: claim(of: judgement, envelope, data),
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

    private func claim(of judgement: Judgement, _ envelope: Envelope, _ data: JSONNode) -> EventClaim? {
        guard let agency = judgement.senderKey, let source = judgement.sourceKey else { return nil }
        return EventClaim(
            agency: agency,
            source: source,
            id: envelope.id,
            fingerprint: vault.fingerprint(attributes: envelope.fingerprintText, data: data.rawBytes)
        )
    }

    private func subjectKeys(_ judgement: Judgement, _ data: JSONNode) -> [SubjectKey] {
        guard let contract = judgement.contract?.contract else { return [] }
        var keys: [SubjectKey] = []
        for subject in contract.subjects(in: data) {
            for identifier in subject.identifiers {
                keys.append(
                    SubjectKey(
                        scheme: identifier.scheme,
                        epoch: vault.pseudonymEpoch,
                        pseudonym: vault.pseudonym(scheme: identifier.scheme, value: identifier.value),
                        role: subject.role.rawValue
                    )
                )
            }
        }
        return keys
    }

    private func newID(at now: Timestamp) -> UniqueID {
        var generator = SecureGenerator(random)
        return UniqueID.ordered(at: now, using: &generator)
    }

    private func digest(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        Array(SHA256.hash(data: bytes))
    }
}

/// The bodies of one message: one for each distinct view, however many recipients share it.
private struct DisclosedViews {
    private var known: [(clause: ObjectIdentifier, purpose: String, body: UniqueID)] = []
    private(set) var bodies: [SealedBody] = []
    private(set) var digests: [[UInt8]] = []

    mutating func body(
        for clause: Clause,
        purpose: String,
        _ make: () throws(Vault.Failure) -> (SealedBody, [UInt8])
    ) throws(Vault.Failure) -> UniqueID {
        if let found = known.first(where: { $0.clause == ObjectIdentifier(clause) && $0.purpose == purpose }) {
            return found.body
        }
        let (body, digest) = try make()
        known.append((ObjectIdentifier(clause), purpose, body.id))
        bodies.append(body)
        digests.append(digest)
        return body.id
    }
}

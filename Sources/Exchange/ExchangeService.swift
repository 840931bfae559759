// SPDX-License-Identifier: Apache-2.0

package import JSONSchema

/// Events from the door to the store: judge, seal, commit.
///
/// The same path serves the HTTP door and the feeds.
package struct ExchangeService: Sendable {
    package let books: any BookSource
    package let store: any Store
    package let reader: any StoreReader
    package let vault: Vault
    package let evidence: Evidence
    let clock: any WallClock
    let random: any RandomSource
    /// How long a delivery may stay open before it is undelivered.
    let transit: Duration
    /// Told of new deliveries once they are committed, to wake whoever waits for them.
    let announce: @Sendable ([NewDelivery]) -> Void

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
    /// - Returns: what became of it; never throws.
    package func submit(
        _ envelope: Envelope,
        data: JSONNode,
        actor: Actor,
        rehearsal: Bool = false,
        times: TimeRules = .standard
    ) async -> SubmissionResult {
        let offer = Offer(envelope: envelope, data: data)
        return await submit([offer], actor: actor, rehearsal: rehearsal, times: times).first
            ?? .refused(Refusal(.bookStale), nil, nil)
    }

    /// Judges events one by one and commits together what follows from them; each stands or falls alone.
    ///
    /// - Parameter first: the place of the first of them among all that were sent together: ids sort by it.
    /// - Returns: what became of each, in order; never throws, for one event of a batch must not hurt the others.
    package func submit(
        _ offers: [Offer],
        from first: Int = 0,
        actor: Actor,
        rehearsal: Bool = false,
        times: TimeRules = .standard
    ) async -> [SubmissionResult] {
        var results = [SubmissionResult?](repeating: nil, count: offers.count)
        var open = Array(offers.indices)
        var closing = Refusal(.bookStale)
        do throws(Refusal) {
            var book = try books.current()
            // Why a loop: the book may move on between judging and committing; the store then writes nothing and the events are judged
            // anew.
            for _ in 0..<4 {
                let round = Round(self, book: book, first: first, actor: actor, rehearsal: rehearsal, times: times)
                open = await round.run(offers, open, into: &results)
                if open.isEmpty { break }
                book = try await books.refresh()
            }
        } catch { closing = error }
        return results.map { $0 ?? .refused(closing, nil, nil) }
    }
}

/// One event to be judged: its attributes and its record.
package struct Offer: Sendable {
    package let envelope: Envelope
    package let data: JSONNode

    package init(envelope: Envelope, data: JSONNode) {
        self.envelope = envelope
        self.data = data
    }
}

extension ExchangeService {
    func newID(at now: Timestamp) -> UniqueID {
        var generator = SecureGenerator(random)
        return UniqueID.ordered(at: now, using: &generator)
    }

    func claim(of judgement: Judgement, _ offer: Offer) -> EventClaim? {
        guard let agency = judgement.senderKey, let source = judgement.sourceKey else { return nil }
        return EventClaim(
            agency: agency,
            source: source,
            id: offer.envelope.id,
            fingerprint: vault.fingerprint(attributes: offer.envelope.fingerprintText, data: offer.data.rawBytes)
        )
    }
}

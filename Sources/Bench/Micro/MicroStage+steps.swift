// SPDX-License-Identifier: Apache-2.0

import Contracts
import Exchange
import JSONSchema

/// Each step once, for the event of a number.
extension MicroStage {
    func parse(_ number: Int) -> Envelope? {
        guard let event = try? Self.decode(events[number % events.count].bytes) else { return nil }
        return try? Envelope(event)
    }

    func scan(_ number: Int) -> JSONDocument? { try? JSONDocument(events[number % events.count].bytes) }

    func validate(_ number: Int) -> ContractVerdict { contract.validate(events[number % events.count].data) }

    func judge(_ number: Int) -> Judgement {
        let event = events[number % events.count]
        return book.judge(event.envelope, data: event.data, actor: actor, on: clock.now())
    }

    func minimise(_ number: Int) -> [UInt8] { clause.body(of: events[number % events.count].data, holder: holder) }

    /// The event as its recipient gets it.
    func rewrite(_ number: Int) -> [UInt8] {
        let event = events[number % events.count]
        return OutgoingEvent.bytes(
            event.envelope,
            sender: actor.agency,
            clause: clause,
            purpose: "safeguarding:missing",
            data: event.minimised
        )
    }

    /// Keyed names for whom the record is about.
    func pseudonyms(_ number: Int) -> [[UInt8]] {
        contract.subjects(in: events[number % events.count].data).flatMap(\.identifiers).map {
            vault.pseudonym(scheme: $0.scheme, value: $0.value)
        }
    }

    func fingerprint(_ number: Int) -> [UInt8] {
        let event = events[number % events.count]
        return vault.fingerprint(attributes: event.envelope.fingerprintText, data: event.data.rawBytes)
    }

    func newID(_ number: Int) -> UniqueID {
        var generator = SecureGenerator(random)
        return UniqueID.ordered(at: clock.now(), using: &generator)
    }

    func commitment(_ number: Int) -> [UInt8] {
        let hash = [UInt8](repeating: 7, count: 32)
        let subject = SubjectKey(scheme: "nhs-number", epoch: 1, pseudonym: Array(hash[..<16]), role: "child")
        return exchange.evidence.commitment(
            content: hash,
            views: [hash],
            subjects: [subject, subject],
            salt: Array(hash[..<16])
        )
    }

    func seal(_ number: Int) -> SealedBody? {
        try? vault.seal(events[number % events.count].bytes, id: id, random: random)
    }

    func evidence(_ number: Int) -> LedgerEntry {
        let event = events[number % events.count]
        return exchange.evidence.judged(
            .accepted,
            event.judgement,
            of: event.envelope,
            by: actor,
            message: id,
            book: 1,
            opening: nil,
            deliveries: [id],
            at: clock.now()
        )
    }

    func submit(_ number: Int) async -> SubmissionResult {
        let event = events[number % events.count]
        return await exchange.submit(event.envelope, data: event.data, actor: actor)
    }
}

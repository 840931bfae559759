// SPDX-License-Identifier: Apache-2.0

internal import Contracts
package import JSONSchema

extension Book {
    /// The law of the exchange: what happens to one message, from who speaks to who may hear.
    ///
    /// Whatever no clause permits is refused. Nothing is looked up before the source is known to be the sender's own.
    package func judge(
        _ envelope: Envelope,
        data: JSONNode,
        actor: Actor,
        on now: Timestamp,
        times: TimeRules = .standard
    ) -> Judgement {
        let day = CalendarDate(londonAt: now)
        guard directory.sourceBelongs(envelope.source, client: actor.client, agency: actor.agency),
            let sender = agencies[actor.agency]
        else {
            // The agency's own key all the same: the refusal counts against its share of the queue, not against everybody's.
            return .refusing(Refusal(.sourceNotYours), sender: agencies[actor.agency]?.key)
        }
        let contract = contracts.version(dataschema: envelope.dataschema)
        func refused(_ refusal: Refusal) -> Judgement {
            .refusing(refusal, contract: contract, sender: sender.key, source: sourceKey(envelope.source))
        }
        if let refusal = refusal(of: sender, on: day) { return refused(refusal) }
        if let refusal = refusal(of: actor, sending: contract, on: day) { return refused(refusal) }
        guard let contract else { return refused(Refusal(.contractUnknown)) }
        if let refusal = contract.refusal(of: envelope.type) { return refused(refusal) }
        if let refusal = times.refusal(of: envelope.time, at: now) { return refused(refusal) }
        let subjects = contract.contract.subjects(in: data)
        if let refusal = refusal(ofNumbersOf: subjects) { return refused(refusal) }

        let question = Question(envelope: envelope, data: data, contract: contract, sender: sender, day: day)
        let named = named(question)
        let disclosures = named + duties(question, besides: named)
        if disclosures.isEmpty { return refused(Refusal(.recipientMissing)) }

        let outcome = DataRule(question).outcome(disclosures)
        return Judgement(
            refusal: outcome.refusal,
            contract: contract,
            senderKey: sender.key,
            sourceKey: sourceKey(envelope.source),
            disclosures: outcome.disclosures,
            warnings: outcome.warnings,
            subjects: subjects
        )
    }

    /// Each recipient the sender names, once.
    private func named(_ question: Question) -> [Judgement.Disclosure] {
        Self.distinct(question.envelope.recipients).map { id in
            let recipient = agencies[id]
            return Judgement.Disclosure(
                recipient: id,
                recipientKey: recipient?.key,
                via: .named,
                verdict: verdict(on: recipient, question)
            )
        }
    }

    private static func distinct(_ recipients: [AgencyID]) -> [AgencyID] {
        guard recipients.count > 1 else { return recipients }
        var seen: Set<AgencyID> = []
        return recipients.filter { seen.insert($0).inserted }
    }

    /// Each recipient that a duty to notify finds and the sender did not name, once.
    private func duties(_ question: Question, besides named: [Judgement.Disclosure]) -> [Judgement.Disclosure] {
        let source = Routes.Source(contract: question.contract.key, from: question.sender.key)
        guard let duties = routes.duties[source] else { return [] }
        var seen = Set(named.map(\.recipient))
        return duties.compactMap { duty in
            guard duty.binds(question), seen.insert(duty.recipient.agency.id).inserted else { return nil }
            return Judgement.Disclosure(
                recipient: duty.recipient.agency.id,
                recipientKey: duty.recipient.key,
                via: .duty,
                verdict: verdict(on: duty, question)
            )
        }
    }
}

extension Judgement {
    static func refusing(
        _ refusal: Refusal,
        contract: BookContract? = nil,
        sender: Int32? = nil,
        source: Int32? = nil
    ) -> Judgement {
        Judgement(
            refusal: refusal,
            contract: contract,
            senderKey: sender,
            sourceKey: source,
            disclosures: [],
            warnings: [],
            subjects: []
        )
    }
}

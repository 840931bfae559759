// SPDX-License-Identifier: Apache-2.0

extension Book {
    typealias Verdict = Judgement.Disclosure.Verdict

    /// The verdict on one recipient the sender names.
    ///
    /// An agency that does not exist and one that no clause reaches read alike: naming ids must teach nobody who takes part.
    func verdict(on recipient: BookAgency?, _ question: Question) -> Verdict {
        guard let recipient, let route = routes[question.contract, question.sender, recipient] else {
            return .refused(Refusal(.disclosureNotPermitted))
        }
        let open = route.permits.filter { $0.binds(question) && $0.rule.isInForce(on: question.day) }
        if open.isEmpty {
            return .refused(refusalOfClosed(route.permits.filter { $0.binds(question) }, on: question.day))
        }
        if let refusal = refusal(ofReaching: recipient, on: question.day) { return .refused(refusal) }
        switch ClauseChoice(question, recipient).choose(among: open) {
        case .refused(let refusal): return .refused(refusal)
        case .permitted(let clause, let purpose): return settle(clause, purpose, recipient, route, question)
        }
    }

    /// The verdict on one recipient that a duty found.
    func verdict(on duty: Routes.Duty, _ question: Question) -> Verdict {
        guard let purpose = duty.permit.clause.purposes.first,
            let route = routes[question.contract, question.sender, duty.recipient]
        else { return .refused(Refusal(.disclosureNotPermitted)) }
        if let refusal = refusal(ofReaching: duty.recipient, on: question.day) { return .refused(refusal) }
        return settle(duty.permit.clause, purpose, duty.recipient, route, question)
    }

    /// What stands in the way although a clause permits: another clause, the recipient's abilities, the record itself.
    private func settle(
        _ clause: Clause,
        _ purpose: String,
        _ recipient: BookAgency,
        _ route: Routes.Route,
        _ question: Question
    ) -> Verdict {
        if route.denials.contains(where: { $0.bites(question, purpose: purpose, recipient) }) {
            return .refused(Refusal(.disclosureDenied))
        }
        if !recipient.agency.reads.contains(clause.outgoing.major) { return .refused(Refusal(.recipientCannotRead)) }
        if clause.mode == .existence,
            RecordHeld.children(in: question.data, contract: question.contract.contract).isEmpty
        {
            return .refused(Refusal(.disclosureNoIdentifier))
        }
        return .permitted(clause, purpose: purpose)
    }

    /// Why clauses that bind both ends permit nothing today: their agreement is not in force, or a later version dropped them.
    private func refusalOfClosed(_ binding: [Routes.Permit], on day: CalendarDate) -> Refusal {
        let isLapsed = binding.contains { governing($0.rule.ref.agreement.id, on: day) == nil }
        return Refusal(isLapsed ? .agreementNotInForce : .disclosureNotPermitted)
    }

    private func refusal(ofReaching recipient: BookAgency, on day: CalendarDate) -> Refusal? {
        recipient.agency.isSuspended(on: day) ? Refusal(.recipientSuspended) : nil
    }
}

extension Routes.Permit {
    /// Whether the clause speaks of both ends today, and of the agreement that the sender names, if any.
    fileprivate func binds(_ question: Question) -> Bool {
        rule.answers(to: question.envelope.agreement) && binds(on: question.day)
    }
}

extension Routes.Duty {
    /// Whether the duty is owed today for this record.
    func binds(_ question: Question) -> Bool {
        permit.rule.isInForce(on: question.day) && permit.binds(on: question.day)
            && permit.rule.appliesTo(question.data, from: question.sender.agency)
            && permit.rule.relates(question.data, to: recipient.agency)
    }
}

extension Routes.Denial {
    /// Whether the denial forbids this disclosure today.
    func bites(_ question: Question, purpose: String, _ recipient: BookAgency) -> Bool {
        isOpen(on: question.day) && (rule.rule.purposes.isEmpty || rule.rule.purposes.contains(purpose))
            && rule.appliesTo(question.data, from: question.sender.agency)
            && rule.relates(question.data, to: recipient.agency)
    }
}

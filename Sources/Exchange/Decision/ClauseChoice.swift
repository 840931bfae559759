// SPDX-License-Identifier: Apache-2.0

/// Finds the one clause and the one purpose a disclosure rests on.
struct ClauseChoice {
    private let question: Question
    private let recipient: BookAgency

    init(_ question: Question, _ recipient: BookAgency) {
        self.question = question
        self.recipient = recipient
    }

    /// Chooses among clauses in force between the two agencies.
    func choose(among open: [Routes.Permit]) -> Judgement.Disclosure.Verdict {
        let related = open.filter { applies($0) && $0.rule.relates(question.data, to: recipient.agency) }
        if related.isEmpty {
            return .refused(Refusal(open.contains(where: applies) ? .recipientUnrelated : .disclosureConditionUnmet))
        }
        guard let purpose = question.envelope.purpose else { return single(related) }
        let suited = related.filter { $0.clause.purposes.contains(purpose) }
        guard let only = suited.first else { return .refused(Refusal(.purposeNotPermitted)) }
        // Why: picking one of several would let the order of a file decide what is disclosed.
        guard suited.count == 1 else {
            return .refused(Refusal(.purposeAmbiguous, "more than one clause has the purpose"))
        }
        return .permitted(only.clause, purpose: purpose)
    }

    private func applies(_ permit: Routes.Permit) -> Bool {
        permit.rule.appliesTo(question.data, from: question.sender.agency)
    }

    /// The only clause and its only purpose.
    private func single(_ related: [Routes.Permit]) -> Judgement.Disclosure.Verdict {
        guard related.count == 1, let only = related.first, only.clause.purposes.count == 1,
            let purpose = only.clause.purposes.first
        else { return .refused(Refusal(.purposeAmbiguous)) }
        return .permitted(only.clause, purpose: purpose)
    }
}

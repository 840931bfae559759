// SPDX-License-Identifier: Apache-2.0

internal import Contracts

/// The data satisfies its contract, or breaks only rules that every clause relied on lowers to a warning.
struct DataRule {
    struct Outcome {
        let refusal: Refusal?
        let disclosures: [Judgement.Disclosure]
        let warnings: [Violation]
    }

    private let question: Question

    init(_ question: Question) {
        self.question = question
    }

    func outcome(_ disclosures: [Judgement.Disclosure]) -> Outcome {
        let verdict = question.contract.contract.validate(question.data, lowering: [])
        guard !verdict.isAccepted else {
            return Outcome(refusal: nil, disclosures: disclosures, warnings: verdict.warnings)
        }
        let refusal = Refusal(.contractViolation, violations: verdict.errors)
        let settled = disclosures.map { disclosure in tolerated(disclosure) ?? disclosure.refused(refusal) }
        let lowered = settled.reduce(into: Set<String>()) { lowered, disclosure in
            if case .permitted(let clause, _) = disclosure.verdict { lowered.formUnion(clause.rule.lowered) }
        }
        guard settled.contains(where: \.isPermitted) else {
            return Outcome(refusal: refusal, disclosures: [], warnings: verdict.warnings)
        }
        let warnings = question.contract.contract.validate(question.data, lowering: lowered).warnings
        return Outcome(refusal: nil, disclosures: settled, warnings: warnings)
    }

    /// The disclosure as it was, if it was refused anyway or its clause lowers every rule broken.
    private func tolerated(_ disclosure: Judgement.Disclosure) -> Judgement.Disclosure? {
        guard case .permitted(let clause, _) = disclosure.verdict else { return disclosure }
        guard !clause.rule.lowered.isEmpty else { return nil }
        let verdict = question.contract.contract.validate(question.data, lowering: clause.rule.lowered)
        return verdict.isAccepted ? disclosure : nil
    }
}

extension Judgement.Disclosure {
    fileprivate func refused(_ refusal: Refusal) -> Self {
        Self(recipient: recipient, recipientKey: recipientKey, via: via, verdict: .refused(refusal))
    }
}

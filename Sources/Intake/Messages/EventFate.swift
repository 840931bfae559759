// SPDX-License-Identifier: Apache-2.0

internal import Exchange

/// What became of one event, ready to be told to its sender.
struct EventFate: Sendable {
    enum Outcome: Sendable {
        /// Without ids when it had been accepted before.
        case accepted(Receipt, GivenIDs?)
        case rehearsed(Receipt)
        case refused(Problem, Receipt?, isRehearsal: Bool)
    }

    /// The id its sender gave it; nil where that could not be read.
    let id: UniqueID?
    let outcome: Outcome
    let judgement: Judgement?

    init(_ result: SubmissionResult, id: UniqueID) {
        self.id = id
        switch result {
        case .accepted(let judgement, let receipt, _, let ids):
            self.judgement = judgement
            outcome = .accepted(receipt, ids)
        case .rehearsed(let judgement, let receipt):
            self.judgement = judgement
            outcome =
                judgement.isAccepted
                ? .rehearsed(receipt)
                : .refused(Problem(judgement.refusal ?? Refusal(.disclosureNotPermitted)), receipt, isRehearsal: true)
        case .refused(let refusal, let judgement, let receipt):
            self.judgement = judgement
            outcome = .refused(Problem(refusal), receipt, isRehearsal: false)
        case .failed(let failure):
            judgement = nil
            outcome = .refused(Problem(failure), nil, isRehearsal: false)
        }
    }

    private init(_ problem: Problem, id: UniqueID?) {
        self.id = id
        outcome = .refused(problem, nil, isRehearsal: false)
        judgement = nil
    }

    /// An event that could not be read as one.
    static func unreadable(_ problem: Problem, id: UniqueID?) -> EventFate { EventFate(problem, id: id) }

    var problem: Problem? {
        if case .refused(let problem, _, _) = outcome { problem } else { nil }
    }

    /// 202 also when the event had been accepted before: a sender need not tell the two apart.
    var status: Int {
        switch outcome {
        case .accepted: 202
        case .rehearsed: 200
        case .refused(let problem, _, _): problem.status
        }
    }

    /// Whether there is a message to be asked about.
    var isKept: Bool {
        if case .accepted = outcome { true } else { false }
    }

    var count: GatewayMetrics.Event {
        switch outcome {
        case .accepted(_, let ids): ids == nil ? .repeated : .accepted
        case .rehearsed: .rehearsed
        case .refused(let problem, _, let isRehearsal):
            isRehearsal ? .rehearsed : problem.mender == .gateway || problem.status == 429 ? .failed : .refused
        }
    }
}

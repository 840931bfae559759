// SPDX-License-Identifier: Apache-2.0

internal import AdapterKit

extension DeliveryState {
    /// The state after an event, and what to do.
    package func after(
        _ event: DeliveryEvent,
        at now: Timestamp,
        retry: RetryPolicy,
        using generator: inout some RandomNumberGenerator
    ) -> DeliveryStep {
        switch (event, phase) {
        case (.leased(let until), .due(let from)), (.leased(let until), .waiting(let from)):
            guard now >= from, now < expiresAt, until > now else { return .unchanged }
            return .moved(with(.leased(until: min(until, expiresAt))), [])
        case (.released, .leased(let until)):
            guard now < until else { return .unchanged }
            return .moved(with(.released(until: until), attempts: attempts + 1), [.record(.released)])
        case (.outcome(let outcome), .released):
            return settled(outcome, at: now, retry: retry, using: &generator)
        case (.outcomeUnknown, .released):
            return again(.outcomeUnknown, asked: nil, at: now, retry: retry, using: &generator)
        case (.notSent, .leased), (.notSent, .released):
            return again(.retrying, asked: nil, at: now, retry: retry, using: &generator)
        case (.cannotRender, .leased), (.cannotRender, .released):
            return ended(.undelivered(.cannotRender))
        case (.agreementEnded, .due), (.agreementEnded, .leased), (.agreementEnded, .waiting):
            return ended(.undelivered(.agreementEnded))
        case (.report(let outcome), _):
            return reported(outcome, at: now, retry: retry, using: &generator)
        case (.clock, _):
            return later(at: now, retry: retry, using: &generator)
        case (.requeued(let end), .undelivered(let reason)), (.requeued(let end), .dead(let reason)):
            // Why: an agreement that has ended is not mended by trying again.
            guard end > now, reason != .agreementEnded else { return .unchanged }
            let state = DeliveryState.new(at: now, expiresAt: end)
            return .moved(state, [.reopen, .record(.requeued), .schedule(at: now)])
        default:
            return .unchanged
        }
    }

    /// The recipient answered at once.
    private func settled(
        _ outcome: Outcome,
        at now: Timestamp,
        retry: RetryPolicy,
        using generator: inout some RandomNumberGenerator
    ) -> DeliveryStep {
        switch outcome {
        case .delivered(let reference):
            return .moved(with(.delivered(reference: reference)), [.record(.delivered), .close])
        case .accepted(let reference, let confirmWithin):
            let confirmBy = now + max(.zero, confirmWithin)
            return .moved(
                with(.accepted(reference: reference, confirmBy: confirmBy)),
                [.record(.accepted), .schedule(at: confirmBy)]
            )
        case .retry(let after, _):
            return again(.retrying, asked: after, at: now, retry: retry, using: &generator)
        case .refused:
            return ended(.undelivered(.refused))
        }
    }

    /// The recipient speaks later, perhaps unsaying what it said: a mailbox network may report days afterwards.
    private func reported(
        _ outcome: Outcome,
        at now: Timestamp,
        retry: RetryPolicy,
        using generator: inout some RandomNumberGenerator
    ) -> DeliveryStep {
        switch (phase, outcome) {
        case (.accepted, .accepted), (.delivered, .delivered), (.delivered, .accepted),
            (.undelivered(.refused), .refused):
            return .unchanged
        case (.accepted, _):
            return settled(outcome, at: now, retry: retry, using: &generator)
        case (.released, _):
            return settled(outcome, at: now, retry: retry, using: &generator)
        case (.waiting, .delivered(let reference)):
            return .moved(with(.delivered(reference: reference)), [.record(.delivered), .close])
        case (.waiting, .refused):
            return ended(.undelivered(.refused))
        case (.undelivered, .delivered(let reference)), (.dead, .delivered(let reference)):
            guard attempts > 0 else { return .unchanged }
            return .moved(with(.delivered(reference: reference)), [.record(.reversed), .tellSender])
        case (.delivered, .refused):
            return .moved(with(.undelivered(.refused)), [.record(.reversed), .tellSender])
        case (.delivered, .retry(let after, _)):
            guard now < expiresAt else { return .unchanged }
            let until = now + retry.delay(afterAttempt: max(1, attempts), asked: after, using: &generator)
            return .moved(with(.waiting(until: until)), [.reopen, .record(.reversed), .schedule(at: until)])
        default:
            return .unchanged
        }
    }

    /// Something may have run out.
    private func later(
        at now: Timestamp,
        retry: RetryPolicy,
        using generator: inout some RandomNumberGenerator
    ) -> DeliveryStep {
        switch phase {
        case .due, .waiting:
            return now >= expiresAt ? ended(.dead(.expired)) : .unchanged
        case .leased(let until):
            guard now >= until else { return .unchanged }
            // Why: whoever held it sent nothing, so it is no attempt; it is simply due again.
            return now >= expiresAt ? ended(.dead(.expired)) : .moved(with(.due(at: now)), [.schedule(at: now)])
        case .released(let until):
            guard now >= until else { return .unchanged }
            return again(.outcomeUnknown, asked: nil, at: now, retry: retry, using: &generator)
        case .accepted(_, let confirmBy):
            return now >= confirmBy ? ended(.undelivered(.unconfirmed)) : .unchanged
        case .delivered, .undelivered, .dead:
            return .unchanged
        }
    }

    /// Tries again later, unless there is no later.
    private func again(
        _ record: DeliveryRecord,
        asked: Duration?,
        at now: Timestamp,
        retry: RetryPolicy,
        using generator: inout some RandomNumberGenerator
    ) -> DeliveryStep {
        guard attempts < retry.maxAttempts else { return ended(.dead(.exhausted), after: record) }
        let until = now + retry.delay(afterAttempt: max(1, attempts), asked: asked, using: &generator)
        guard until < expiresAt else { return ended(.dead(.expired), after: record) }
        return .moved(with(.waiting(until: until)), [.record(record), .schedule(at: until)])
    }

    private func ended(_ phase: Phase, after record: DeliveryRecord? = nil) -> DeliveryStep {
        let isDead = if case .dead = phase { true } else { false }
        let records = [record, isDead ? .dead : .undelivered].compactMap(\.self)
        return .moved(with(phase), records.map(DeliveryAction.record) + [.close, .tellSender])
    }
}

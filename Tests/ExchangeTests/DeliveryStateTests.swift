// SPDX-License-Identifier: Apache-2.0

import AdapterKit
import Exchange
import Testing

@Suite("Delivery state")
struct DeliveryStateTests {
    private static let start = Fixture.morning
    private static let end = start + .seconds(86_400)
    private let retry = RetryPolicy(base: .seconds(2), cap: .seconds(60), maxAttempts: 3)

    private func at(_ seconds: Int) -> Timestamp { Self.start + .seconds(seconds) }

    /// Follows events, each at its second; nil when one did not fit.
    private func follow(
        _ events: [(Int, DeliveryEvent)],
        from state: DeliveryState = .new(at: start, expiresAt: end)
    ) -> (state: DeliveryState, actions: [DeliveryAction])? {
        var generator = SplitMix(seed: 1)
        var current: (DeliveryState, [DeliveryAction]) = (state, [])
        for (second, event) in events {
            guard
                case .moved(let next, let actions) = current.0.after(
                    event,
                    at: at(second),
                    retry: retry,
                    using: &generator
                )
            else { return nil }
            current = (next, actions)
        }
        return current
    }

    private var released: [(Int, DeliveryEvent)] { [(0, .leased(until: at(60))), (1, .released)] }

    @Test func `the straight way ends delivered`() {
        let end = follow(released + [(2, .outcome(.delivered(reference: "R1")))])
        #expect(end?.state.phase == .delivered(reference: "R1"))
        #expect(end?.actions == [.record(.delivered), .close])
        #expect(end?.state.attempts == 1)
        #expect(end?.state.isOpen == false)
        #expect(end?.state.nextMoment == nil)
    }

    @Test func `a release is recorded before anything else`() {
        let end = follow(released)
        #expect(end?.state.phase == .released(until: at(60)))
        #expect(end?.actions == [.record(.released)])
    }

    @Test func `it cannot be leased early, twice, for no time or past its end`() {
        let later = DeliveryState.new(at: at(10), expiresAt: Self.end)
        #expect(follow([(9, .leased(until: at(60)))], from: later) == nil)
        #expect(follow([(0, .leased(until: at(60))), (1, .leased(until: at(60)))]) == nil)
        #expect(follow([(5, .leased(until: at(5)))]) == nil)
        #expect(follow([(86_400, .leased(until: at(90_000)))]) == nil)
        #expect(follow([(86_399, .leased(until: at(90_000)))])?.state.phase == .leased(until: Self.end))
    }

    @Test func `nothing is released without a lease or after it ran out`() {
        #expect(follow([(0, .released)]) == nil)
        #expect(follow([(0, .leased(until: at(60))), (60, .released)]) == nil)
        #expect(follow([(0, .leased(until: at(60))), (1, .outcome(.delivered(reference: nil)))]) == nil)
    }

    @Test func `a lease that ran out before release is no attempt`() {
        let end = follow([(0, .leased(until: at(60))), (60, .clock)])
        #expect(end?.state.phase == .due(at: at(60)))
        #expect(end?.state.attempts == 0)
        #expect(follow([(0, .leased(until: at(60))), (59, .clock)]) == nil)
    }

    @Test func `a push without an answer is recorded as unknown and tried again`() {
        for event in [DeliveryEvent.outcomeUnknown, .clock] {
            guard let end = follow(released + [(60, event)]), case .waiting(let until) = end.state.phase else {
                Issue.record("not waiting")
                continue
            }
            #expect(end.actions == [.record(.outcomeUnknown), .schedule(at: until)])
            #expect(until >= at(60) && until <= at(62))
        }
    }

    @Test func `what the recipient asks for is waited for`() {
        let end = follow(released + [(2, .outcome(.retry(after: .seconds(30), reason: "busy")))])
        guard case .waiting(let until)? = end?.state.phase else {
            Issue.record("not waiting")
            return
        }
        #expect(until >= at(32) && until <= at(34))
        #expect(end?.actions.first == .record(.retrying))
    }

    @Test func `after the last attempt it is dead and the sender told`() {
        let once: [(Int, DeliveryEvent)] = [(100, .leased(until: at(160))), (101, .released), (102, .outcomeUnknown)]
        let end = follow(released + [(2, .outcomeUnknown)] + once + once.map { ($0.0 + 100, Self.shifted($0.1)) })
        #expect(end?.state.phase == .dead(.exhausted))
        #expect(end?.state.attempts == 3)
        #expect(end?.actions == [.record(.outcomeUnknown), .record(.dead), .close, .tellSender])
    }

    private static func shifted(_ event: DeliveryEvent) -> DeliveryEvent {
        if case .leased(let until) = event { .leased(until: until + .seconds(100)) } else { event }
    }

    @Test func `it dies at its end, and sooner if the next try would come after it`() {
        #expect(follow([(86_400, .clock)])?.state.phase == .dead(.expired))
        #expect(follow([(86_399, .clock)]) == nil)
        let late: [(Int, DeliveryEvent)] = [(86_300, .leased(until: at(86_390))), (86_301, .released)]
        let end = follow(late + [(86_302, .outcome(.retry(after: .seconds(3600), reason: "closed")))])
        #expect(end?.state.phase == .dead(.expired))
    }

    @Test func `an accepted delivery must be confirmed in time`() {
        let accepted = released + [(2, .outcome(.accepted(reference: "M1", confirmWithin: .seconds(100))))]
        let end = follow(accepted)
        #expect(end?.state.phase == .accepted(reference: "M1", confirmBy: at(102)))
        #expect(end?.actions == [.record(.accepted), .schedule(at: at(102))])
        #expect(follow(accepted + [(101, .clock)]) == nil)
        #expect(follow(accepted + [(102, .clock)])?.state.phase == .undelivered(.unconfirmed))
        #expect(
            follow(accepted + [(50, .report(.delivered(reference: "M1")))])?.state.phase == .delivered(reference: "M1")
        )
        #expect(follow(accepted + [(50, .report(.refused(reason: "no")))])?.state.phase == .undelivered(.refused))
        guard case .waiting? = follow(accepted + [(50, .report(.retry(after: nil, reason: "x")))])?.state.phase else {
            Issue.record("not waiting")
            return
        }
    }

    @Test func `a recipient may take back days later what it said`() {
        let delivered = released + [(2, .outcome(.delivered(reference: "R1")))]
        let unsaid = follow(delivered + [(200_000, .report(.refused(reason: "not ours")))])
        #expect(unsaid?.state.phase == .undelivered(.refused))
        #expect(unsaid?.actions == [.record(.reversed), .tellSender])
        let refused = released + [(2, .outcome(.refused(reason: "no")))]
        #expect(
            follow(refused + [(9, .report(.delivered(reference: "R2")))])?.state.phase == .delivered(reference: "R2")
        )
        #expect(follow(delivered + [(3, .report(.delivered(reference: "R1")))]) == nil)
    }

    @Test func `what was never released cannot be reported delivered`() {
        let ended = follow([(0, .agreementEnded)])
        #expect(ended?.state.phase == .undelivered(.agreementEnded))
        #expect(follow([(0, .agreementEnded), (1, .report(.delivered(reference: nil)))]) == nil)
        #expect(follow([(0, .report(.delivered(reference: nil)))]) == nil)
    }

    @Test func `the end of the agreement stops all that has not been released`() {
        let waiting = released + [(2, .outcomeUnknown)]
        for events in [[], [(0, .leased(until: at(60)))], waiting] as [[(Int, DeliveryEvent)]] {
            let end = follow(events + [(30, .agreementEnded)])
            #expect(end?.state.phase == .undelivered(.agreementEnded))
            #expect(end?.actions == [.record(.undelivered), .close, .tellSender])
        }
        #expect(follow(released + [(2, .agreementEnded)]) == nil)
    }

    @Test func `an operator may try again what failed but not what lost its agreement`() {
        let dead = [(86_400, DeliveryEvent.clock)]
        let end = follow(dead + [(90_000, .requeued(expiresAt: at(200_000)))])
        #expect(end?.state == .new(at: at(90_000), expiresAt: at(200_000)))
        #expect(end?.actions == [.reopen, .record(.requeued), .schedule(at: at(90_000))])
        #expect(follow(dead + [(90_000, .requeued(expiresAt: at(90_000)))]) == nil)
        #expect(follow([(0, .agreementEnded), (1, .requeued(expiresAt: at(200_000)))]) == nil)
        #expect(follow([(0, .requeued(expiresAt: at(200_000)))]) == nil)
    }

    @Test func `whatever happens, the books stay straight`() {
        var generator = SplitMix(seed: 99)
        let outcomes: [Outcome] = [
            .delivered(reference: "R"), .accepted(reference: "A", confirmWithin: .seconds(40)),
            .retry(after: .seconds(5), reason: "r"), .refused(reason: "n"),
        ]
        for _ in 0..<500 {
            var state = DeliveryState.new(at: Self.start, expiresAt: at(2000))
            var isClosed = false
            var releases = 0
            var second = 0
            for _ in 0..<60 {
                second += Int.random(in: 0...60, using: &generator)
                let outcome = outcomes[Int.random(in: 0..<outcomes.count, using: &generator)]
                let events: [DeliveryEvent] = [
                    .leased(until: at(second + 50)), .released, .outcome(outcome), .outcomeUnknown, .notSent,
                    .cannotRender,
                    .agreementEnded, .report(outcome), .clock,
                ]
                let weights = [0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 5, 6, 7, 8, 8]
                let event = events[weights[Int.random(in: 0..<weights.count, using: &generator)]]
                guard
                    case .moved(let next, let actions) = state.after(
                        event,
                        at: at(second),
                        retry: retry,
                        using: &generator
                    )
                else { continue }
                if case .released = event {
                    releases += 1
                    #expect(actions.first == .record(.released))
                    #expect(at(second) < state.expiresAt)
                }
                if actions.contains(.close) { isClosed = true }
                if actions.contains(.reopen) { isClosed = false }
                #expect(next.isOpen == !isClosed)
                #expect(next.attempts == releases)
                #expect(next.isOpen == (next.nextMoment != nil))
                #expect(next != state || !actions.isEmpty)
                state = next
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

internal import Exchange
internal import Postgres

/// A delivery as its row stands while it is locked, and the pure state it is in.
struct LockedDelivery: Sendable {
    let facts: SettledDelivery
    let contract: Int32
    let channel: Int16
    let token: UniqueID?
    let state: DeliveryState
    /// The day it was closed; nil while it is open.
    let closedOn: CalendarDate?

    /// From a row of `settle_find.sql`.
    init(_ row: PostgresRow) throws {
        let attempt = Int(try row.int4("attempt"))
        let due = try row.time("due_at")
        let phase: DeliveryState.Phase =
            switch try row.int2("state") {
            case 2: .released(until: due)
            case 3: .accepted(reference: try row.optionalText("reference") ?? "", confirmBy: due)
            default: attempt == 0 ? .due(at: due) : .waiting(until: due)
            }
        self.init(
            facts: try SettledDelivery(row),
            contract: try row.int4("contract"),
            channel: try row.int2("channel"),
            token: try row.optionalID("lease_token"),
            state: DeliveryState(phase: phase, attempts: attempt, expiresAt: try row.time("expires_at"))
        )
    }

    /// From a row of `settle_reported_closed.sql`.
    init(closed row: PostgresRow) throws {
        // The reason of an end may be the recipient's own words; those are of a refusal.
        let reason = try row.optionalText("reason").flatMap { DeliveryState.Reason(rawValue: $0) }
        let phase: DeliveryState.Phase =
            switch try row.int2("state") {
            case 4: .delivered(reference: try row.optionalText("reference"))
            case 5: .undelivered(reason ?? .refused)
            default: .dead(reason ?? .exhausted)
            }
        self.init(
            facts: try SettledDelivery(row),
            contract: try row.int4("contract"),
            channel: try row.int2("channel"),
            token: try row.optionalID("lease_token"),
            state: DeliveryState(
                phase: phase,
                attempts: Int(try row.int4("attempt")),
                expiresAt: try row.time("expires_at")
            ),
            closedOn: CalendarDate(daysSince1970: Int(try row.date("day")))
        )
    }

    /// From a row of `lease.sql`.
    init(leased row: PostgresRow, channel: Int16) throws {
        self.init(
            facts: try SettledDelivery(row),
            contract: try row.int4("contract"),
            channel: channel,
            token: try row.id("lease_token"),
            state: DeliveryState(
                phase: .leased(until: try row.time("due_at")),
                attempts: Int(try row.int4("attempt")),
                expiresAt: try row.time("expires_at")
            )
        )
    }

    /// What an event leads to.
    ///
    /// An outcome that comes after its lease had been given up for another try is the recipient's later word.
    func next(
        _ event: DeliveryEvent,
        at now: Timestamp,
        retry: RetryPolicy,
        using generator: inout some RandomNumberGenerator
    ) -> DeliveryStep {
        if case .waiting = state.phase, case .outcome(let outcome) = event {
            return state.after(.report(outcome), at: now, retry: retry, using: &generator)
        }
        return state.after(event, at: now, retry: retry, using: &generator)
    }

    private init(
        facts: SettledDelivery,
        contract: Int32,
        channel: Int16,
        token: UniqueID?,
        state: DeliveryState,
        closedOn: CalendarDate? = nil
    ) {
        self.facts = facts
        self.contract = contract
        self.channel = channel
        self.token = token
        self.state = state
        self.closedOn = closedOn
    }
}

extension SettledDelivery {
    fileprivate init(_ row: PostgresRow) throws {
        self.init(
            id: try row.id("id"),
            message: try row.id("message"),
            sender: try row.int4("sender"),
            recipient: try row.int4("recipient"),
            clause: try row.int4("clause"),
            attempt: Int(try row.int4("attempt"))
        )
    }
}

// SPDX-License-Identifier: Apache-2.0

internal import AdapterKit
internal import Exchange
internal import Postgres

/// The rows `settle.sql` writes: deliveries that close, deliveries that move on, and the attempts of those; and the rows of
/// `settle_reversed.sql`: closed deliveries of which the recipient says something else later.
struct SettleRows {
    private var closing: [(id: UniqueID, state: Int16, reference: String?, reason: String?)] = []
    private var moving: [(id: UniqueID, state: Int16, due: Timestamp, reference: String?)] = []
    private var attempts:
        [(delivery: LockedDelivery, at: Timestamp, result: String, reason: String?, elapsed: Duration?)] = []
    private var ending: [(day: CalendarDate, id: UniqueID, state: Int16, reference: String?, reason: String?)] = []
    private var reopening: [(day: CalendarDate, id: UniqueID, due: Timestamp)] = []

    mutating func add(
        _ delivery: LockedDelivery,
        _ state: DeliveryState,
        reason: String?,
        elapsed: Duration?,
        at now: Timestamp
    ) {
        let id = delivery.facts.id
        if let day = delivery.closedOn { return reverse(delivery, closedOn: day, state, reason: reason, at: now) }
        switch state.phase {
        case .delivered(let reference): closing.append((id, 4, reference, reason))
        case .undelivered: closing.append((id, 5, nil, reason))
        case .dead: closing.append((id, 6, nil, reason))
        case .accepted(let reference, let confirmBy):
            moving.append((id, 3, confirmBy, reference))
            attempts.append((delivery, now, "accepted", reason, elapsed))
        case .due(let at), .waiting(let at):
            moving.append((id, 1, at, nil))
            attempts.append((delivery, now, "waiting", reason, elapsed))
        case .leased(let until), .released(let until):
            moving.append((id, 2, until, nil))
        }
    }

    private mutating func reverse(
        _ delivery: LockedDelivery,
        closedOn day: CalendarDate,
        _ state: DeliveryState,
        reason: String?,
        at now: Timestamp
    ) {
        let id = delivery.facts.id
        switch state.phase {
        case .delivered(let reference): ending.append((day, id, 4, reference, reason))
        case .undelivered: ending.append((day, id, 5, nil, reason))
        case .dead: ending.append((day, id, 6, nil, reason))
        case .due(let at), .waiting(let at):
            reopening.append((day, id, at))
            attempts.append((delivery, now, "reversed", reason, nil))
        case .accepted, .leased, .released: break  // Nothing that is closed goes there.
        }
    }

    /// The statements to run, in one transaction; none when there is nothing to write.
    func steps(day: CalendarDate) -> [PostgresStep] {
        var steps: [PostgresStep] = []
        if !ending.isEmpty || !reopening.isEmpty { steps.append((SQL.settleReversed, reversed)) }
        if !closing.isEmpty || !moving.isEmpty || !attempts.isEmpty { steps.append((SQL.settle, parameters(day: day))) }
        return steps
    }

    private var reversed: [PostgresValue] {
        [
            .textArray(ending.map(\.day.description)),
            .uuidArray(ending.map(\.id.postgres)),
            .int2Array(ending.map(\.state)),
            .textArray(nullable: ending.map(\.reference)),
            .textArray(nullable: ending.map(\.reason)),
            .textArray(reopening.map(\.day.description)),
            .uuidArray(reopening.map(\.id.postgres)),
            .timestamptzArray(unixMicroseconds: reopening.map(\.due.microseconds)),
        ]
    }

    private func parameters(day: CalendarDate) -> [PostgresValue] {
        [
            day.postgres,
            .uuidArray(closing.map(\.id.postgres)),
            .int2Array(closing.map(\.state)),
            .textArray(nullable: closing.map(\.reference)),
            .textArray(nullable: closing.map(\.reason)),
            .uuidArray(moving.map(\.id.postgres)),
            .int2Array(moving.map(\.state)),
            .timestamptzArray(unixMicroseconds: moving.map(\.due.microseconds)),
            .textArray(nullable: moving.map(\.reference)),
            .uuidArray(attempts.map(\.delivery.facts.id.postgres)),
            .uuidArray(attempts.map(\.delivery.facts.message.postgres)),
            .int4Array(attempts.map { Int32($0.delivery.facts.attempt) }),
            .timestamptzArray(unixMicroseconds: attempts.map(\.at.microseconds)),
            .textArray(attempts.map(\.result)),
            .textArray(nullable: attempts.map(\.reason)),
            .int4Array(nullable: attempts.map { $0.elapsed.map { Int32(clamping: Int64($0.seconds * 1000)) } }),
            .textArray(attempts.map { arrayText([$0.delivery.facts.sender, $0.delivery.facts.recipient]) }),
        ]
    }
}

/// One event of one locked delivery.
struct SettleEvent {
    let delivery: LockedDelivery
    let event: DeliveryEvent
    var reason: String?
    var elapsed: Duration?
}

extension DeliveryEvent {
    /// The words of whoever reports it.
    var reason: String? {
        switch self {
        case .outcome(let outcome), .report(let outcome):
            switch outcome {
            case .retry(_, let reason), .refused(let reason): reason
            case .delivered, .accepted: nil
            }
        default: nil
        }
    }
}

extension DeliveryState {
    /// Why it ended, in the gateway's own word.
    var reason: String? {
        switch phase {
        case .undelivered(let reason), .dead(let reason): reason.rawValue
        default: nil
        }
    }
}

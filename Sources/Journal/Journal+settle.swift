// SPDX-License-Identifier: Apache-2.0

package import Exchange
internal import Logging
internal import Postgres

extension Journal {
    package func settle(_ settlements: [Settlement], parties: @escaping PartyNames) async throws(StoreFailure)
        -> [SettleOutcome]
    {
        guard !settlements.isEmpty else { return [] }
        var attempt = 0
        while true {
            do {
                return try await readers.withThread { [self] in try settle(settlements, parties, on: $0) }
            } catch {
                attempt += 1
                // Settling by token is idempotent: after a lost connection the second try finds what the first one wrote.
                guard attempt < 4, (error as? PostgresError)?.isRetryable == true else { throw StoreFailure(error) }
            }
        }
    }

    private func settle(
        _ settlements: [Settlement],
        _ parties: @escaping PartyNames,
        on connection: SyncConnection
    ) throws -> [SettleOutcome] {
        var entered = 0
        let outcomes = try connection.transaction { connection -> [SettleOutcome] in
            let locked = try lock(settlements, on: connection)
            var outcomes: [SettleOutcome] = []
            var events: [SettleEvent] = []
            var absent: [(index: Int, hold: LeaseHold, recipient: Int32?)] = []
            var seen: Set<UniqueID> = []
            for (index, settlement) in settlements.enumerated() {
                guard let delivery = locked[settlement.target] else {
                    outcomes.append(.unknown)
                    if case .lease(let hold) = settlement.target { absent.append((index, hold, settlement.recipient)) }
                    continue
                }
                guard settlement.recipient == nil || settlement.recipient == delivery.facts.recipient else {
                    outcomes.append(.unknown)
                    continue
                }
                if case .lease(let hold) = settlement.target, hold.token != delivery.token {
                    outcomes.append(.superseded)
                    continue
                }
                outcomes.append(.settled)
                // Said twice in one request: once is enough.
                guard seen.insert(delivery.facts.id).inserted else { continue }
                events.append(
                    SettleEvent(
                        delivery: delivery,
                        event: settlement.event,
                        reason: settlement.reason,
                        elapsed: settlement.elapsed
                    )
                )
            }
            try answerClosed(absent, &outcomes, on: connection)
            guard !events.isEmpty else { return outcomes }
            let written = write(
                events,
                parties: try naming(parties, of: events.map(\.delivery.facts), on: connection),
                holder: settlements.first?.holder ?? "",
                at: clock.now()
            )
            entered = written.entries.count
            let stream = try LedgerStream.current(on: connection)
            _ = try connection.execAndCommit(
                (written.entries.isEmpty ? [] : [stream.enter(written.entries)]) + written.steps
            )
            return outcomes
        }
        LedgerStream.advance(by: entered, on: connection)
        return outcomes
    }

    private func lock(
        _ settlements: [Settlement],
        on connection: SyncConnection
    ) throws -> [Settlement.Target: LockedDelivery] {
        var locked: [Settlement.Target: LockedDelivery] = [:]
        var holds: [UniqueID: [Settlement.Target]] = [:]
        for settlement in settlements {
            switch settlement.target {
            case .lease(let hold): holds[hold.delivery, default: []].append(settlement.target)
            case .report(let recipient, let reference, let clauses):
                locked[settlement.target] = try taken(by: recipient, under: reference, clauses, on: connection)
            }
        }
        guard !holds.isEmpty else { return locked }
        for row in try connection.exec(SQL.settleFind, [.uuidArray(holds.keys.map(\.postgres))]) {
            let delivery = try LockedDelivery(row)
            for target in holds[delivery.facts.id] ?? [] { locked[target] = delivery }
        }
        return locked
    }

    /// The one delivery, open or closed, that a recipient took under a reference.
    ///
    /// Of several nobody can say which is meant: then it is none.
    private func taken(
        by recipient: Int32,
        under reference: String,
        _ clauses: [Int32],
        on connection: SyncConnection
    ) throws -> LockedDelivery? {
        let parameters: [PostgresValue] = [.int4(recipient), .text(reference), .int4Array(clauses)]
        let found =
            try connection.exec(SQL.settleReported, parameters).map { try LockedDelivery($0) }
            + connection.exec(SQL.settleReportedClosed, parameters).map { try LockedDelivery(closed: $0) }
        guard found.count < 2 else {
            logger.warning(
                "a report's reference stands for more than one delivery and settles none",
                metadata: ["recipient": "\(recipient)"]
            )
            return nil
        }
        return found.first
    }

    /// A settlement repeated by the lease that closed the delivery is as good as the first.
    private func answerClosed(
        _ absent: [(index: Int, hold: LeaseHold, recipient: Int32?)],
        _ outcomes: inout [SettleOutcome],
        on connection: SyncConnection
    ) throws {
        guard !absent.isEmpty else { return }
        let firstDay = absent.map(\.hold.delivery.orderedAt.day).min() ?? clock.now().day
        let rows = try connection.exec(
            SQL.settleClosed,
            [.uuidArray(absent.map(\.hold.delivery.postgres)), firstDay.postgres]
        )
        for row in rows {
            let id = try row.id("id"), token = try row.optionalID("lease_token"), recipient = try row.int4("recipient")
            for item in absent where item.hold.delivery == id && (item.recipient == nil || item.recipient == recipient)
            {
                outcomes[item.index] = token == item.hold.token ? .settled : .superseded
            }
        }
    }

    /// Lets the pure state machine say what follows from each event, and makes the rows and the evidence of it.
    func write(
        _ events: [SettleEvent],
        parties: PartyNames,
        holder: String,
        at now: Timestamp
    ) -> (steps: [PostgresStep], entries: [LedgerEntry], moved: Int) {
        var moved = 0
        var generator = SecureGenerator(random)
        var rows = SettleRows()
        var entries: [LedgerEntry] = []
        for event in events {
            let delivery = event.delivery
            guard
                case .moved(let state, let actions) = delivery.next(
                    event.event,
                    at: now,
                    retry: retry,
                    using: &generator
                )
            else { continue }
            moved += 1
            let reason = event.reason ?? event.event.reason ?? state.reason
            for case .record(let record) in actions where record != .released {
                entries.append(
                    evidence.settled(
                        delivery.facts,
                        parties(delivery.facts.clause, delivery.facts.sender, delivery.facts.recipient),
                        record: record,
                        reason: reason,
                        salt: random.bytes(16),
                        by: holder,
                        at: now
                    )
                )
            }
            rows.add(delivery, state, reason: reason, elapsed: event.elapsed, at: now)
        }
        return (rows.steps(day: now.day), entries, moved)
    }
}

extension UniqueID {
    /// The moment a version 7 id was made: nothing about it is older.
    var orderedAt: Timestamp { Timestamp(microseconds: Int64(high >> 16) * 1000) }
}

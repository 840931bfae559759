// SPDX-License-Identifier: Apache-2.0

package import Exchange
internal import Postgres

extension Journal {
    /// Closes deliveries whose time has run out, and returns how many.
    package func closeExpired(limit: Int, holder: String, parties: @escaping PartyNames) async throws(StoreFailure)
        -> Int
    {
        try await close(
            SQL.expired,
            [databaseNow, .int8(Int64(limit))],
            with: .clock,
            holder: holder,
            parties: parties
        )
    }

    /// Closes deliveries that rest on clauses under which nothing will leave again, if the book that says so is still the head.
    package func closeEnded(
        bookVersion: Int64,
        clauses: [Int32],
        limit: Int,
        holder: String,
        parties: @escaping PartyNames
    ) async throws(StoreFailure) -> Int {
        guard !clauses.isEmpty else { return 0 }
        return try await close(
            SQL.ended,
            [.int8(bookVersion), .int4Array(clauses), .int8(Int64(limit))],
            with: .agreementEnded,
            holder: holder,
            parties: parties
        )
    }

    private func close(
        _ find: Statement,
        _ parameters: [PostgresValue],
        with event: DeliveryEvent,
        holder: String,
        parties: @escaping PartyNames
    ) async throws(StoreFailure) -> Int {
        do {
            return try await readers.withThread { [self] connection in
                var entered = 0
                let closed = try connection.transaction { connection -> Int in
                    let found = try connection.exec(find, parameters)
                    guard !found.isEmpty else { return 0 }
                    let rows = try connection.exec(SQL.settleFind, [.uuidArray(try found.map { try $0.uuid("id") })])
                    let events = try rows.map { row in
                        let delivery = try LockedDelivery(row)
                        // A lease that ran out without a word comes first: what became of it is unknown, and the evidence says so.
                        if case .released = delivery.state.phase {
                            return SettleEvent(delivery: delivery, event: .clock)
                        }
                        return SettleEvent(delivery: delivery, event: event)
                    }
                    let names = try naming(parties, of: events.map(\.delivery.facts), on: connection)
                    let written = write(events, parties: names, holder: holder, at: clock.now())
                    entered = written.entries.count
                    let stream = try LedgerStream.current(on: connection)
                    _ = try connection.execAndCommit(
                        (written.entries.isEmpty ? [] : [stream.enter(written.entries)]) + written.steps
                    )
                    return written.moved
                }
                LedgerStream.advance(by: entered, on: connection)
                return closed
            }
        } catch { throw StoreFailure(error) }
    }
}

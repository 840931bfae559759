// SPDX-License-Identifier: Apache-2.0

package import Exchange
internal import Postgres

extension Journal: Store {
    package func lease(_ request: LeaseRequest) async throws(StoreFailure) -> [LeasedDelivery] {
        var leased: [LeasedDelivery] = []
        for recipient in request.recipients where leased.count < request.limit {
            do {
                let limit = request.limit - leased.count
                leased += try await readers.withThread { [self] in try lease(request, recipient, limit, on: $0) }
            } catch { throw StoreFailure(error) }
        }
        return leased
    }

    private func lease(
        _ request: LeaseRequest,
        _ recipient: Int32,
        _ limit: Int,
        on connection: SyncConnection
    ) throws -> [LeasedDelivery] {
        var entered = 0
        let leased = try connection.transaction { connection -> [LeasedDelivery] in
            let rows = try connection.exec(
                SQL.lease,
                [
                    .int8(request.bookVersion), .int2(request.channel.rawValue), .int4(recipient),
                    .int4Array(request.clauses),
                    .int8(Int64(limit)), .float8(request.duration.seconds), .text(request.holder),
                    databaseNow,
                ]
            )
            guard !rows.isEmpty else { return [] }
            let bodies = try bodies(of: rows, on: connection)
            var leased: [LeasedDelivery] = []
            var terms: [DisclosureTerms?] = []
            var stopped: [SettleEvent] = []
            for row in rows {
                let clause = try row.int4("clause"), sender = try row.int4("sender"),
                    contract = try row.int4("contract")
                if let body = bodies[try row.id("body")], request.mayLeave(clause, sender, contract, recipient) {
                    leased.append(try LeasedDelivery(row, body: body))
                    terms.append(try Self.terms(row))
                } else {
                    // Erased: it is closed. Not permitted at this moment: it waits, and the sweeper closes it if that is final.
                    let isErased = bodies[try row.id("body")] == nil
                    stopped.append(
                        SettleEvent(
                            delivery: try LockedDelivery(leased: row, channel: request.channel.rawValue),
                            event: isErased ? .cannotRender : .notSent,
                            reason: isErased ? "the body has been erased" : "no agreement lets it leave now"
                        )
                    )
                }
            }
            let now = clock.now()
            let parties = try naming(
                request.parties,
                of: leased.map(SettledDelivery.init) + stopped.map(\.delivery.facts),
                on: connection
            )
            var entries = zip(leased, terms).map { delivery, terms in
                evidence.released(
                    delivery,
                    parties(delivery.clause, delivery.sender, delivery.recipient),
                    terms: terms,
                    book: request.bookVersion,
                    to: request.holder,
                    at: now
                )
            }
            let closing = write(stopped, parties: parties, holder: request.holder, at: now)
            entries += closing.entries
            entered = entries.count
            let stream = try LedgerStream.current(on: connection)
            _ = try connection.execAndCommit([stream.enter(entries)] + closing.steps)
            return leased
        }
        LedgerStream.advance(by: entered, on: connection)
        return leased
    }

    /// What a leased delivery rests on, from the leaf of its acceptance.
    private static func terms(_ row: PostgresRow) throws -> DisclosureTerms? {
        guard let leaf = try row.optionalBytes("leaf") else { return nil }
        return EvidenceLeaf(leaf)?.terms(of: try row.id("id"))
    }

    /// The sealed bodies by id; read day by day, so that no other day is touched.
    private func bodies(of rows: PostgresRows, on connection: SyncConnection) throws -> [UniqueID: SealedBody] {
        var byDay: [Int32: [PostgresUUID]] = [:]
        for row in rows { byDay[try row.date("body_day"), default: []].append(try row.uuid("body")) }
        var bodies: [UniqueID: SealedBody] = [:]
        for (day, ids) in byDay {
            for row in try connection.exec(SQL.bodies, [.date(unixDays: day), .uuidArray(ids)]) {
                guard let wrap = try row.optionalBytes("wrap") else { continue }
                let id = try row.id("id")
                bodies[id] = SealedBody(
                    id: id,
                    ciphertext: try row.bytes("ciphertext"),
                    wrap: wrap,
                    ring: try row.int2("ring")
                )
            }
        }
        return bodies
    }

    package func extend(_ leases: [LeaseHold], by duration: Duration, recipients: [Int32]) async throws(StoreFailure)
        -> Set<UniqueID>
    {
        do {
            let rows = try await readers.execute(
                SQL.extend,
                [
                    .uuidArray(leases.map(\.delivery.postgres)), .uuidArray(leases.map(\.token.postgres)),
                    .float8(duration.seconds), .int4Array(recipients), databaseNow,
                ]
            )
            return Set(try rows.map { try $0.id("id") })
        } catch { throw StoreFailure(error) }
    }

    /// Which of the recipients have something due on a channel.
    package func waiting(_ recipients: [Int32], on channel: Channel) async throws(StoreFailure) -> [Int32] {
        do {
            let rows = try await readers.execute(SQL.waiting, [.int2(channel.rawValue), .int4Array(recipients)])
            return try rows.map { try $0.int4("recipient") }
        } catch { throw StoreFailure(error) }
    }
}

extension SettledDelivery {
    fileprivate init(_ leased: LeasedDelivery) {
        self.init(
            id: leased.hold.delivery,
            message: leased.message,
            sender: leased.sender,
            recipient: leased.recipient,
            clause: leased.clause,
            attempt: leased.attempt
        )
    }
}

extension LeasedDelivery {
    fileprivate init(_ row: PostgresRow, body: SealedBody) throws {
        self.init(
            hold: LeaseHold(delivery: try row.id("id"), token: try row.id("lease_token")),
            message: try row.id("message"),
            recipient: try row.int4("recipient"),
            sender: try row.int4("sender"),
            clause: try row.int4("clause"),
            contract: try row.int4("contract"),
            body: body,
            attempt: Int(try row.int4("attempt")),
            acceptedAt: try row.time("accepted_at"),
            expiresAt: try row.time("expires_at"),
            leasedUntil: try row.time("due_at")
        )
    }
}

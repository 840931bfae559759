// SPDX-License-Identifier: Apache-2.0

internal import Exchange
internal import Logging
internal import ServiceLifecycle

extension Door {
    /// Deliveries leased in one transaction, and bytes after which no more are added to one answer.
    private static let leaseStep = 64
    private static let leaseBytes = 16 << 20
    /// How long a waiting request sleeps at most before it looks whether it should go on.
    private static let longestSleep: Duration = .milliseconds(500)

    /// `POST /v1/inbox/lease`: takes deliveries that are due, or waits for some.
    func lease(_ call: Call, _ caller: Caller) async throws(DoorFailure) -> Answer {
        let wish = try LeaseWish(call.body)
        try requireReceiver(caller)
        let clock = ContinuousClock()
        let end = clock.now + wish.wait
        while true {
            let mark = signal.mark(caller.agency)
            // Looked at anew each time: the book may change while a request waits.
            let deliveries = try await take(wish, try current(caller))
            if !deliveries.isEmpty { return Answer(200, Answer.json, deliveries) }
            while true {
                let left = end - clock.now
                guard left > .zero, !call.connection.isGone, !Task.isShuttingDownGracefully, !Task.isCancelled else {
                    return Answer(200, Answer.json, Array(#"{"deliveries":[]}"#.utf8))
                }
                if await signal.wait(recipient: caller.agency, since: mark, atMost: min(left, Self.longestSleep)) {
                    break
                }
            }
        }
    }

    func requireReceiver(_ caller: Caller) throws(DoorFailure) {
        if case .fixed = entrance { return }
        guard
            caller.book.directory.isAuthorised(
                client: caller.actor.client,
                agency: caller.actor.agency,
                direction: .receive,
                on: caller.day
            )
        else { throw DoorFailure(.clientNotAuthorised) }
    }

    /// The caller by the book in force now; throws when the client may no longer receive.
    private func current(_ caller: Caller) throws(DoorFailure) -> Caller {
        let book: Book
        do throws(Refusal) { book = try exchange.books.current() } catch { throw .refusal(error) }
        let now = now
        let caller = Caller(
            actor: caller.actor,
            agency: caller.agency,
            book: book,
            now: now,
            day: CalendarDate(londonAt: now)
        )
        try requireReceiver(caller)
        return caller
    }

    /// Leases what is due and writes it; empty when nothing is.
    private func take(_ wish: LeaseWish, _ caller: Caller) async throws(DoorFailure) -> [UInt8] {
        let pages = pages(caller.book)
        let clauses = fetchable(pages, caller)
        guard !clauses.isEmpty else { return [] }
        var writer = JSONWriter(capacity: 16 << 10)
        writer.beginObject()
        writer.name("deliveries")
        writer.beginArray()
        var taken = 0
        while taken < wish.limit, writer.bytes.count < Self.leaseBytes {
            let step = min(Self.leaseStep, wish.limit - taken)
            let deliveries: [LeasedDelivery]
            do throws(StoreFailure) {
                deliveries = try await exchange.store.lease(
                    LeaseRequest(
                        bookVersion: caller.book.version,
                        recipients: [caller.agency],
                        clauses: clauses,
                        channel: .mailbox,
                        limit: step,
                        duration: wish.hold,
                        holder: caller.actor.client.rawValue,
                        mayLeave: pages.mayLeave(now: caller.now),
                        parties: pages.parties
                    )
                )
            } catch {
                // What is already leased is handed over; the fault shows at the next request.
                guard taken > 0 else { throw .store(error) }
                break
            }
            for delivery in deliveries { write(delivery, into: &writer) }
            taken += deliveries.count
            if deliveries.count < step { break }
        }
        guard taken > 0 else { return [] }
        writer.endArray()
        writer.endObject()
        metrics.count(.leased, taken)
        return writer.bytes
    }

    private func fetchable(_ pages: BookPages, _ caller: Caller) -> [Int32] {
        if case .fixed = entrance {
            return caller.book.deliverableClauseKeys(recipient: caller.actor.agency, on: caller.now)
        }
        return pages.fetchableClauses(caller)
    }

    private func write(_ delivery: LeasedDelivery, into writer: inout JSONWriter) {
        let event: [UInt8]
        do throws(Vault.Failure) {
            event = try exchange.vault.open(delivery.body)
        } catch {
            // Its lease runs out and it comes again; an operator must look after the key meanwhile.
            logger.error(
                "a leased body cannot be opened",
                metadata: ["delivery": "\(delivery.hold.delivery)", "reason": "\(error)"]
            )
            metrics.count(.unopened)
            return
        }
        writer.beginObject()
        writer.member("delivery", delivery.hold.delivery.description)
        writer.member("lease", delivery.hold.token.description)
        writer.member("leasedUntil", delivery.leasedUntil.description)
        writer.member("attempt", Int64(delivery.attempt))
        writer.member("message", delivery.message.description)
        writer.member("acceptedAt", delivery.acceptedAt.description)
        writer.member("expiresAt", delivery.expiresAt.description)
        writer.name("event")
        writer.raw(event)
        writer.endObject()
    }
}

// SPDX-License-Identifier: Apache-2.0

internal import Exchange
internal import Logging
internal import ServiceLifecycle

extension Door {
    /// How long a waiting request sleeps at most before it looks whether it should go on.
    private static let longestSleep: Duration = .milliseconds(500)
    private static let nothing = Array(#"{"deliveries":[]}"#.utf8)

    /// `POST /v1/inbox/lease`: takes deliveries that are due, or waits for some.
    func lease(_ call: Call, _ caller: Caller) async throws(DoorFailure) -> Answer {
        let wish = try LeaseWish(call.body)
        try requireReceiver(caller)
        guard wish.wait > .zero, case .certificates = entrance else { return try await lease(wish, call, caller) }
        let client = caller.actor.client
        guard shares.take(.waiting, client, atMost: limits.waitingPerClient) else { throw .problem(.clientBusy) }
        defer { shares.giveBack(.waiting, client) }
        return try await lease(wish, call, caller)
    }

    private func lease(_ wish: LeaseWish, _ call: Call, _ caller: Caller) async throws(DoorFailure) -> Answer {
        let clock = ContinuousClock()
        let end = clock.now + wish.wait
        while !call.connection.isGone {
            let mark = signal.mark(caller.agency)
            // Looked at anew each time: the book may change while a request waits.
            let caller = try current(caller)
            let taken = try await take(wish, caller)
            pauses.looked(caller.agency, found: !taken.holds.isEmpty, at: clock.now)
            if !taken.holds.isEmpty { return await handOver(taken, call, caller) }
            while true {
                let left = end - clock.now
                guard left > .zero, !call.connection.isGone, !Task.isShuttingDownGracefully, !Task.isCancelled else {
                    return Answer(200, Answer.json, Self.nothing)
                }
                if await signal.wait(recipient: caller.agency, since: mark, atMost: min(left, Self.longestSleep)) {
                    break
                }
            }
        }
        return Answer(200, Answer.json, Self.nothing)
    }

    /// Answers with what was leased; what does not reach the client is handed back, so that it need not wait for the leases to run out.
    private func handOver(_ taken: LeasedBatch, _ call: Call, _ caller: Caller) async -> Answer {
        guard !call.connection.isGone else {
            await handBack(taken.holds, .notSent, "the client had gone before it was answered", caller)
            return Answer(200, Answer.json, Self.nothing)
        }
        metrics.count(.leased, taken.holds.count)
        var answer = Answer(200, Answer.json, taken.json)
        answer.ifLost = { [self, holds = taken.holds] in
            await handBack(
                holds,
                .outcomeUnknown,
                "the connection ended before all of the answer had left",
                caller
            )
        }
        return answer
    }

    private func handBack(_ holds: [LeaseHold], _ event: DeliveryEvent, _ reason: String, _ caller: Caller) async {
        let settlements = holds.map {
            Settlement(
                target: .lease($0),
                event: event,
                reason: reason,
                recipient: caller.agency,
                holder: caller.actor.client.rawValue
            )
        }
        do throws(StoreFailure) {
            _ = try await exchange.store.settle(settlements, parties: pages(caller.book).parties)
        } catch {
            // The leases run out by themselves.
            logger.warning("leases could not be handed back", metadata: ["reason": "\(error)"])
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
        if case .certificates = entrance {
            guard let fingerprint = caller.fingerprint else { throw DoorFailure(.clientUnknown) }
            let client: Client
            do throws(Refusal) { client = try book.client(presenting: fingerprint, at: now) } catch {
                throw .refusal(error)
            }
            guard client.id == caller.actor.client else { throw DoorFailure(.clientUnknown) }
        }
        let caller = Caller(
            actor: caller.actor,
            fingerprint: caller.fingerprint,
            agency: caller.agency,
            book: book,
            now: now,
            day: CalendarDate(londonAt: now)
        )
        try requireReceiver(caller)
        return caller
    }

    /// Leases what is due and writes it; empty when nothing is.
    private func take(_ wish: LeaseWish, _ caller: Caller) async throws(DoorFailure) -> LeasedBatch {
        var batch = LeasedBatch()
        let pages = pages(caller.book)
        let clauses = fetchable(pages, caller)
        guard !clauses.isEmpty else { return batch }
        while let step = batch.step(wish.limit) {
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
                guard !batch.holds.isEmpty else { throw .store(error) }
                break
            }
            batch.leased += deliveries.count
            for delivery in deliveries {
                do throws(Vault.Failure) {
                    batch.add(delivery, try exchange.vault.open(delivery.body))
                } catch { await giveUp(delivery, error, caller) }
            }
            if deliveries.count < step { break }
        }
        batch.finish()
        return batch
    }

    private func fetchable(_ pages: BookPages, _ caller: Caller) -> [Int32] {
        if case .fixed = entrance {
            return caller.book.deliverableClauseKeys(recipient: caller.actor.agency, on: caller.now)
        }
        return pages.fetchableClauses(caller)
    }

    /// Settles a delivery whose body does not open, and tells the operator, who alone can look after the key.
    private func giveUp(_ delivery: LeasedDelivery, _ failure: Vault.Failure, _ caller: Caller) async {
        logger.error(
            "a leased body cannot be opened",
            metadata: ["delivery.id": "\(delivery.hold.delivery)", "reason": "\(failure)"]
        )
        metrics.count(.unopened)
        await handBack([delivery.hold], failure.event, failure.words, caller)
    }
}

// SPDX-License-Identifier: Apache-2.0

internal import AdapterHost
internal import AdapterKit
internal import Contracts
internal import Exchange
internal import JSONSchema
internal import Logging

/// One attempt at one delivery: open, render, send, read the answer, settle by the lease.
struct Attempts: Sendable {
    let exchange: ExchangeService
    let adapters: AdapterRegistry
    let transport: any Transport
    let node: String
    let deadline: Duration
    let logger: Logger

    /// - Returns: what it says of the destination.
    /// - Parameter parties: the names of the book it was leased by: what happened is written down whatever becomes of the book meanwhile.
    func attempt(_ delivery: LeasedDelivery, parties: @escaping PartyNames) async -> Destinations.Sign {
        let began = ContinuousClock.now
        let (event, reason, sign) = await outcome(of: delivery)
        do {
            let outcomes = try await exchange.store.settle(
                [
                    Settlement(
                        target: .lease(delivery.hold),
                        event: event,
                        reason: reason,
                        recipient: nil,
                        holder: node,
                        elapsed: ContinuousClock.now - began
                    )
                ],
                parties: parties
            )
            if outcomes.first != .settled {
                logger.notice(
                    "the delivery was settled by another lease",
                    metadata: ["delivery.id": "\(delivery.hold.delivery)"]
                )
            }
        } catch {
            // The lease runs out and the delivery is tried again: the recipient sees the same delivery id.
            logger.warning(
                "an attempt could not be settled",
                metadata: ["delivery.id": "\(delivery.hold.delivery)", "reason": "\(error)"]
            )
        }
        return sign
    }

    private func outcome(of delivery: LeasedDelivery) async -> (
        event: DeliveryEvent, reason: String?, sign: Destinations.Sign
    ) {
        let parcel: Parcel
        let adapter: any Adapter
        let target: PushTarget
        do {
            let book = try exchange.books.current()
            guard let recipient = book.agencyID(key: delivery.recipient),
                let agency = book.directory.agencies[recipient],
                case .push(let push) = agency.delivery
            else { return (.notSent, "the recipient is no longer reached by push", .none) }
            target = push
            adapter = try adapters.make(
                agency.adapter ?? CloudEventsAdapter.about.name,
                settings: agency.adapterSettings
            )
            parcel = try adapter.render(try message(delivery, recipient: recipient, book: book))
        } catch let failure as RenderFailure {
            return (.cannotRender, failure.reason, .none)
        } catch let problem as AdapterProblem {
            return (.notSent, problem.description, .none)
        } catch let failure as Vault.Failure {
            logger.error(
                "a leased body cannot be opened",
                metadata: ["delivery.id": "\(delivery.hold.delivery)", "reason": "\(failure)"]
            )
            return (failure.event, failure.words, .none)
        } catch {
            return (.notSent, "the body could not be read", .none)
        }
        do throws(TransportFailure) {
            let reply = try await transport.send(
                parcel,
                to: target,
                headers: [
                    ("concordat-delivery", delivery.hold.delivery.description),
                    ("concordat-attempt", String(delivery.attempt)),
                    ("idempotency-key", "\"\(delivery.hold.delivery)\""),
                ],
                within: deadline,
                mayLeave: { mayLeave(delivery) }
            )
            return (.outcome(adapter.outcome(of: reply)), nil, reply.status < 500 ? .answered : .silent)
        } catch {
            switch error {
            case .notSent(let reason): return (.notSent, reason, .silent)
            case .heldBack(let reason): return (.notSent, reason, .none)
            case .unknown(let reason): return (.outcomeUnknown, reason, .silent)
            }
        }
    }

    /// The last look before the first byte: the book may have moved on since the lease, or be no longer known.
    private func mayLeave(_ delivery: LeasedDelivery) -> Bool {
        guard let book = try? exchange.books.inForce() else { return false }
        return BookNaming(book).mayLeave(at: exchange.now)(
            delivery.clause,
            delivery.sender,
            delivery.contract,
            delivery.recipient
        )
    }

    private func message(_ delivery: LeasedDelivery, recipient: AgencyID, book: Book) throws -> Message {
        let event = try exchange.vault.open(delivery.body)
        let document = try JSONDocument(event, limits: JSONLimits(maxBytes: 2 << 20, maxDepth: 65))
        let root = document.root
        func text(_ name: String) -> String { root[name]?.stringValue ?? "" }
        return Message(
            deliveryID: delivery.hold.delivery.description,
            eventID: text("id"),
            source: text("source"),
            type: text("type"),
            contract: BookNaming(book).contract(delivery.contract)?.description ?? "",
            time: text("time"),
            sender: text("senderid"),
            recipient: recipient.rawValue,
            purpose: text("purposecode"),
            data: root["data"].map { Value(JSONValue($0)) } ?? .null,
            event: event
        )
    }
}

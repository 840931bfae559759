// SPDX-License-Identifier: Apache-2.0

package import AdapterHost
package import Exchange
package import Logging
package import ServiceLifecycle

/// Pushes what is due to the agencies that want it pushed.
///
/// Each destination has a share of its own of the places in flight, so one that is slow or has much to get does not hold up the others.
/// What is leased has its `released` entry committed; a crash after that leaves a lease that runs out and is tried again under the same
/// delivery id.
package struct Dispatcher: Service {
    package struct Configuration: Sendable {
        /// Deliveries in flight to one destination.
        package var perDestination = 8
        /// How long one attempt may take, from name resolution to the answer.
        package var deadline: Duration = .seconds(30)
        /// How often to look without having been woken.
        package var interval: Duration = .milliseconds(500)

        package init() {}
    }

    private let exchange: ExchangeService
    private let attempts: Attempts
    private let signal: RunSignal
    private let node: String
    private let configuration: Configuration
    private let logger: Logger
    private let destinations = Destinations()

    package init(
        exchange: ExchangeService,
        adapters: AdapterRegistry,
        transport: any Transport,
        signal: RunSignal,
        node: String,
        configuration: Configuration = Configuration(),
        logger: Logger
    ) {
        self.exchange = exchange
        self.signal = signal
        self.node = node
        self.configuration = configuration
        self.logger = logger
        attempts = Attempts(
            exchange: exchange,
            adapters: adapters,
            transport: transport,
            node: node,
            deadline: configuration.deadline,
            logger: logger
        )
    }

    package func run() async throws {
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                while !Task.isCancelled, !Task.isShuttingDownGracefully {
                    var found = false
                    do {
                        found = try await dispatch(into: &group)
                    } catch is Refusal {
                        // Without a book nothing may leave; the keeper of the book has said so.
                    } catch {
                        logger.warning("nothing could be dispatched", metadata: ["reason": "\(error)"])
                    }
                    if !found { await signal.wait(atMost: configuration.interval) }
                }
                // Attempts under way are finished: their bytes have left.
            }
        } onGracefulShutdown: {
            signal.raise()
        }
    }

    /// Leases what is due, within each destination's share, and starts the attempts.
    ///
    /// - Returns: whether anything was leased.
    private func dispatch(into group: inout DiscardingTaskGroup) async throws -> Bool {
        let book = try exchange.books.current()
        let pushed = book.directory.agencies.values.filter { $0.channel == .push }.compactMap { book.agencyKey($0.id) }
            .sorted()
        guard !pushed.isEmpty else { return false }
        let names = BookNaming(book)
        var found = false
        for recipient in try await exchange.store.waiting(pushed, on: .push) {
            guard let agency = book.agencyID(key: recipient) else { continue }
            let places = destinations.reserve(recipient, of: configuration.perDestination, at: exchange.now)
            guard places > 0 else { continue }
            var leased: [LeasedDelivery] = []
            do {
                leased = try await exchange.store.lease(
                    LeaseRequest(
                        bookVersion: book.version,
                        recipients: [recipient],
                        clauses: book.deliverableClauseKeys(recipient: agency, on: exchange.now),
                        channel: .push,
                        limit: places,
                        // Longer than an attempt can take, so that a live attempt never loses its lease.
                        duration: configuration.deadline + .seconds(30),
                        holder: node,
                        mayLeave: names.mayLeave(at: exchange.now),
                        parties: names.parties
                    )
                )
            } catch {
                destinations.release(recipient, places)
                logger.warning("a recipient's deliveries could not be leased", metadata: ["reason": "\(error)"])
                continue
            }
            destinations.release(recipient, places - leased.count)
            found = found || !leased.isEmpty
            let parties = names.parties
            for delivery in leased {
                group.addTask { [attempts, destinations, exchange, signal] in
                    let sign = await attempts.attempt(delivery, parties: parties)
                    destinations.finished(recipient, sign, at: exchange.now)
                    signal.raise()
                }
            }
        }
        return found
    }
}

// SPDX-License-Identifier: Apache-2.0

package import Exchange
package import Logging
package import ServiceLifecycle

/// Closes deliveries whose time has run out, and those whose agreement has ended, so that their senders learn of it.
package struct Sweeper: Service {
    private static let limit = 500

    private let exchange: ExchangeService
    private let node: String
    private let interval: Duration
    private let logger: Logger

    package init(exchange: ExchangeService, node: String, interval: Duration = .seconds(5), logger: Logger) {
        self.exchange = exchange
        self.node = node
        self.interval = interval
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            while !Task.isCancelled {
                do {
                    let closed = try await sweep()
                    if closed > 0 { logger.info("deliveries closed", metadata: ["count": "\(closed)"]) }
                } catch is Refusal {
                    // Without a book nothing is known to have ended; the keeper of the book has said so.
                } catch {
                    logger.warning("deliveries could not be closed", metadata: ["reason": "\(error)"])
                }
                do { try await Task.sleep(for: interval) } catch { return }
            }
        }
    }

    /// Closes what must be closed now, and returns how many.
    package func sweep() async throws -> Int {
        let book = try exchange.books.current()
        let names = BookNaming(book)
        var closed = try await exchange.store.closeExpired(limit: Self.limit, holder: node, parties: names.parties)
        closed += try await exchange.store.closeEnded(
            bookVersion: book.version,
            clauses: book.endedClauseKeys(on: exchange.now),
            limit: Self.limit,
            holder: node,
            parties: names.parties
        )
        return closed
    }
}

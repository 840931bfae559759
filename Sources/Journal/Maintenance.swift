// SPDX-License-Identifier: Apache-2.0

package import Exchange
package import Logging
internal import Postgres
package import ServiceLifecycle

/// Makes partitions ahead of need and drops those whose time has passed.
package struct Maintenance: Service {
    private let journal: Journal
    /// How long bodies, spooled documents and closed deliveries are kept.
    private let transit: Duration
    private let interval: Duration
    private let logger: Logger

    package init(journal: Journal, transit: Duration, interval: Duration = .seconds(3600), logger: Logger) {
        self.journal = journal
        self.transit = transit
        self.interval = interval
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            while !Task.isCancelled {
                do {
                    let (made, dropped) = try await journal.maintain(transit: transit)
                    if made + dropped > 0 {
                        logger.info("partitions", metadata: ["made": "\(made)", "dropped": "\(dropped)"])
                    }
                } catch {
                    logger.error("partitions could not be kept", metadata: ["reason": "\(error)"])
                }
                do { try await Task.sleep(for: interval) } catch { return }
            }
        }
    }
}

extension Journal {
    private static let daysAhead = 8
    private static let monthsAhead = 3

    /// Makes the partitions of the coming days and months, and drops the days before the transit clock.
    package func maintain(transit: Duration) async throws -> (made: Int, dropped: Int) {
        let now = clock.now()
        let made = try await readers.execute(
            SQL.partitions,
            [now.day.postgres, .int4(Int32(Self.daysAhead)), .int4(Int32(Self.monthsAhead))]
        ).one().int4(0)
        let keepFrom = Timestamp(microseconds: now.microseconds - Int64(transit.seconds * 1_000_000)).day
        let dropped = try await readers.execute(SQL.retention, [keepFrom.postgres]).one().int4(0)
        let forgotten = Timestamp(microseconds: now.microseconds - 86_400_000_000)
        _ = try await readers.execute(SQL.runForget, [forgotten.postgres])
        return (Int(made), Int(dropped))
    }
}

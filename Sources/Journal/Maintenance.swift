// SPDX-License-Identifier: Apache-2.0

package import Exchange
package import Logging
internal import Postgres
package import ServiceLifecycle

/// Makes partitions ahead of need and drops what is past its time.
package struct Maintenance: Service {
    private let journal: Journal
    private let retention: Retention
    private let interval: Duration
    private let logger: Logger

    package init(journal: Journal, retention: Retention, interval: Duration = .seconds(3600), logger: Logger) {
        self.journal = journal
        self.retention = retention
        self.interval = interval
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            while !Task.isCancelled {
                // Each by itself: a day that somebody reads and that cannot be dropped now must not keep the others from their work.
                await keep("days") {
                    let (made, dropped) = try await journal.maintain(transit: retention.transit)
                    if made + dropped > 0 {
                        logger.info("partitions", metadata: ["made": "\(made)", "dropped": "\(dropped)"])
                    }
                }
                await keep("months") {
                    let months = try await journal.dropEvidence(retention)
                    if months > 0 { logger.info("months of evidence dropped", metadata: ["count": "\(months)"]) }
                }
                await keep("subject filters") {
                    let filters = try await journal.makeSubjectFilters()
                    if filters > 0 { logger.info("subject filters made", metadata: ["count": "\(filters)"]) }
                }
                await keep("event keys") {
                    let keys = try await journal.pruneEventKeys(retention)
                    if keys > 0 { logger.info("event keys pruned", metadata: ["count": "\(keys)"]) }
                }
                do { try await Task.sleep(for: interval) } catch { return }
            }
        }
    }
}

extension Maintenance {
    private func keep(_ what: String, _ work: () async throws -> Void) async {
        do { try await work() } catch {
            logger.error("the store could not be kept", metadata: ["what": "\(what)", "reason": "\(error)"])
        }
    }
}

/// How long what is kept.
package struct Retention: Sendable, Hashable {
    /// Bodies, spooled documents and closed deliveries.
    package var transit: Duration
    /// The keys by which a repeated event is known.
    ///
    /// A day more than an event may be old when it is posted: a younger key could still be asked for.
    package var eventKeys: Duration = .seconds(401 * 86_400)
    /// Whole months for which ledger and subjects are kept behind the current one; nil keeps them for ever.
    package var evidenceMonths: Int?

    package init(transit: Duration) {
        self.transit = transit
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
        let keepFrom = (now + (.zero - transit)).day
        let dropped = try await readers.execute(SQL.retention, [keepFrom.postgres]).one().int4(0)
        let forgotten = now + .seconds(-86_400)
        _ = try await readers.execute(SQL.runForget, [forgotten.postgres])
        return (Int(made), Int(dropped))
    }

    /// Makes the filters of stretches of subjects that have none, and returns how many.
    package func makeSubjectFilters() async throws -> Int {
        Int(try await readers.execute(SQL.subjectFilters).one().int8(0))
    }

    /// Deletes event keys past their time, in transactions of a few thousand rows, and returns how many.
    package func pruneEventKeys(_ retention: Retention, batch: Int = 5_000) async throws -> Int {
        let before = clock.now() + (.zero - retention.eventKeys)
        var pruned = 0
        while !Task.isCancelled {
            let count = try await readers.execute(SQL.keysPrune, [before.postgres, .int4(Int32(batch))]).one().int4(0)
            pruned += Int(count)
            if count < batch { break }
        }
        return pruned
    }

    /// Drops the months of ledger and subjects past the evidence date, the oldest first, each with an entry that says so, and returns how
    /// many.
    ///
    /// A month that holds an entry not yet in the log stays, and so do those behind it.
    package func dropEvidence(_ retention: Retention) async throws -> Int {
        guard let kept = retention.evidenceMonths else { return 0 }
        let now = clock.now()
        let first = now.day.firstOfMonth(before: kept)
        return try await readers.withThread { [self] connection in
            var dropped = 0
            for row in try connection.exec(SQL.evidenceMonths, [first.postgres]) {
                let month = CalendarDate(daysSince1970: Int(try row.date("month")))
                guard try drop(month, at: now, on: connection) else { break }
                dropped += 1
            }
            return dropped
        }
    }

    private func drop(_ month: CalendarDate, at now: Timestamp, on connection: SyncConnection) throws -> Bool {
        let isDropped = try connection.transaction { connection in
            let row = try connection.exec(SQL.evidenceDrop, [month.postgres]).one()
            guard try !row.isNull("gone") else { return false }
            let entry = evidence.dropped(
                month: month,
                entries: try row.int8("gone"),
                total: try row.int8("total"),
                at: now
            )
            _ = try connection.execAndCommit([try LedgerStream.current(on: connection).enter([entry])])
            return true
        }
        if isDropped { LedgerStream.advance(by: 1, on: connection) }
        return isDropped
    }
}

extension CalendarDate {
    /// The first day of the month that lies so many months before this one's.
    func firstOfMonth(before months: Int) -> CalendarDate {
        var first = firstOfMonth
        for _ in 0..<max(0, months) { first = CalendarDate(daysSince1970: first.daysSince1970 - 1).firstOfMonth }
        return first
    }

    private var firstOfMonth: CalendarDate { CalendarDate(daysSince1970: daysSince1970 - (components.day - 1)) }
}

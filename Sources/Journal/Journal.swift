// SPDX-License-Identifier: Apache-2.0

package import Exchange
package import Logging
package import Postgres
package import ServiceLifecycle

/// The store of one partnership on PostgreSQL: the ports of `Exchange`, and the only code that knows a table's name.
package struct Journal: Sendable {
    /// How the journal uses its connections.
    package struct Configuration: Sendable {
        /// Writers of the accept path; more than three gain nothing (measured with the load generator on the same cores).
        package var writers = 2
        /// Events in one transaction; beyond 64 PostgreSQL spends no less on each.
        package var groupSize = 64
        /// Submissions waiting or being written before the door answers 503.
        package var capacity = 8_192
        /// Of these, how many may be one agency's before it is answered 429.
        package var agencyCapacity = 2_048
        /// Connections for everything else.
        package var readers = 6
        /// Leases and retries run on the database's clock, which all nodes share; tests run them on the injected one.
        package var usesDatabaseClock = true

        package init() {}
    }

    let database: PostgresConfiguration
    let writers: PostgresPool
    let readers: PostgresPool
    /// One connection, on which nothing but the head of the book is asked for.
    let watcher: PostgresPool
    let queue: AcceptQueue
    let signer: ReceiptSigner
    let evidence: Evidence
    let retry: RetryPolicy
    let clock: any WallClock
    let random: any RandomSource
    let configuration: Configuration
    let logger: Logger

    /// Opens nothing yet.
    ///
    /// - Parameters:
    ///   - database: where PostgreSQL is; the schema is chosen here.
    ///   - node: the name of this process in the evidence.
    package init(
        database: PostgresConfiguration,
        partnership: String,
        node: String,
        signer: ReceiptSigner,
        retry: RetryPolicy = .standard,
        clock: any WallClock,
        random: any RandomSource,
        configuration: Configuration = Configuration(),
        logger: Logger
    ) {
        var database = database
        database.searchPath = [Migrator.schema(of: partnership)]
        database.serverSettings["synchronous_commit"] = "on"
        database.serverSettings["timezone"] = "UTC"
        // Every statement is prepared once per connection; planning it anew for each set of arrays costs more than it saves.
        database.serverSettings["plan_cache_mode"] = "force_generic_plan"
        database.serverSettings["jit"] = "off"
        var forWriters = database
        forWriters.poolSize = configuration.writers
        var forReaders = database
        forReaders.poolSize = configuration.readers
        writers = PostgresPool(forWriters, logger: logger) {
            try LedgerStream.open(on: $0, node: node, at: clock.now())
        }
        readers = PostgresPool(forReaders, logger: logger) {
            try LedgerStream.open(on: $0, node: node, at: clock.now())
        }
        var forWatcher = database
        forWatcher.poolSize = 1
        watcher = PostgresPool(forWatcher, logger: logger)
        self.database = database
        queue = AcceptQueue(
            capacity: configuration.capacity,
            agencyCapacity: configuration.agencyCapacity,
            groupSize: configuration.groupSize
        )
        self.signer = signer
        evidence = Evidence(context: signer.context)
        self.retry = retry
        self.clock = clock
        self.random = random
        self.configuration = configuration
        self.logger = logger
    }

    /// Closes all connections; what was being written is finished first.
    package func close() async {
        queue.close()
        await writers.close()
        await readers.close()
        await watcher.close()
    }

    /// The moment leases and expiry are compared with; null lets the database say.
    var databaseNow: PostgresValue { configuration.usesDatabaseClock ? .null : clock.now().postgres }

    /// Whether the database answers.
    package func ping() async throws { try await readers.ping() }
}

/// Runs the writers of the accept path until the gateway stops, and then until nothing waits.
package struct AcceptWriters: Service {
    private let journal: Journal

    package init(_ journal: Journal) {
        self.journal = journal
    }

    package func run() async throws {
        let journal = journal
        await withGracefulShutdownHandler {
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<journal.configuration.writers {
                    group.addTask {
                        let writer = AcceptWriter(signer: journal.signer)
                        while let waiting = await journal.queue.next() {
                            let outcomes = await writer.write(waiting.map(\.submission), on: journal.writers)
                            journal.queue.finish(waiting, outcomes)
                        }
                    }
                }
            }
        } onGracefulShutdown: {
            journal.queue.close()
        }
    }
}

extension Journal {
    /// Commits submissions together with others then waiting.
    package func accept(_ submissions: [Submission]) async -> [AcceptOutcome] {
        await queue.submit(submissions)
    }
}

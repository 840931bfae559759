// SPDX-License-Identifier: Apache-2.0

import AdapterHost
import Delivery
import Exchange
import Intake
import Journal
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import Postgres
import ServiceLifecycle
import TransparencyLog

/// Puts the gateway together: the only place that knows every part.
struct Assembly {
    let settings: Settings
    let keys: Keyring
    let logger: Logger
    let clock: any WallClock = SystemClock()
    let random: any RandomSource = SystemRandom()

    /// Receipts and leaves name the partnership and the environment.
    var context: ReceiptContext {
        ReceiptContext(partnership: settings.partnership, environment: settings.environment.rawValue)
    }

    var transit: Duration { .seconds(86_400 * settings.transitDays) }

    var retention: Retention {
        var retention = Retention(transit: transit)
        retention.eventKeys = .seconds(86_400 * settings.eventKeyDays)
        retention.evidenceMonths = settings.evidenceMonths
        return retention
    }

    func journal() throws -> Journal {
        var configuration = Journal.Configuration()
        configuration.writers = settings.writers
        configuration.readers = settings.readers
        return Journal(
            database: try PostgresConfiguration(settings.databaseURL),
            partnership: settings.partnership,
            node: settings.node,
            signer: ReceiptSigner(key: keys.receipts, context: context),
            retry: RetryPolicy(base: settings.retryBase, cap: settings.retryCap, maxAttempts: settings.retryAttempts),
            clock: clock,
            random: random,
            configuration: configuration,
            logger: logger
        )
    }

    /// Brings the schema up to date and makes the partitions of the coming days.
    func migrate(_ journal: Journal) async throws {
        var database = try PostgresConfiguration(settings.databaseURL)
        database.poolSize = 1
        let pool = PostgresPool(database, logger: logger)
        do {
            let applied = try await Migrator(schema: Migrator.schema(of: settings.partnership)).run(on: pool)
            if applied > 0 { logger.info("migrations applied", metadata: ["count": "\(applied)"]) }
            await pool.close()
        } catch {
            await pool.close()
            throw error
        }
        _ = try await journal.maintain(transit: transit)
    }

    func noteSigner() throws -> NoteSigner {
        try NoteSigner(name: NoteKeyName(settings.logOrigin), privateKey: keys.log)
    }

    func checkpointFile() throws -> CheckpointFile {
        CheckpointFile(path: settings.checkpoint, key: try noteSigner().verifierKey)
    }

    /// Every long-running part, in the order in which they stop last to first.
    func services(_ journal: Journal, extra: [any Service] = []) throws -> [any Service] {
        let books = BookKeeper(journal: journal, requireApprovals: settings.requiresApprovals, logger: logger)
        let pushSignal = RunSignal(), runSignal = RunSignal(), inboxSignal = DeliverySignal()
        let vault = Vault(keys)
        let exchange = ExchangeService(
            books: books,
            store: journal,
            reader: journal,
            vault: vault,
            context: context,
            clock: clock,
            random: random,
            transit: transit,
            announce: { deliveries in
                inboxSignal.notify(recipients: deliveries.filter { $0.channel == .mailbox }.map(\.recipient))
                if deliveries.contains(where: { $0.channel == .push }) { pushSignal.raise() }
            }
        )
        var dispatching = Dispatcher.Configuration()
        dispatching.deadline = settings.pushDeadline
        let dispatcher = Dispatcher(
            exchange: exchange,
            adapters: Adapters.registry,
            transport: HTTPSTransport(
                policy: AddressPolicy(allowsLoopback: settings.pushAllowsLoopback),
                identity: try identity()
            ),
            signal: pushSignal,
            node: settings.node,
            configuration: dispatching,
            logger: logger
        )
        var generator = SecureGenerator(random)
        let runner = FeedRunner(
            exchange: exchange,
            runs: journal,
            adapters: Adapters.registry,
            settler: ReportSettler(exchange: exchange, node: settings.node),
            holder: RunHolder(node: settings.node, process: .ordered(at: clock.now(), using: &generator)),
            signal: runSignal,
            logger: logger
        )
        let alarm = SealerAlarm()
        let sealer = Sealer(
            journal: journal,
            signer: try noteSigner(),
            published: try checkpointFile(),
            alarm: alarm,
            logger: logger
        )
        let parts = Intake.Parts(
            exchange: exchange,
            runs: journal,
            desk: FeedDesk(runs: journal, vault: vault, clock: clock, random: random),
            runSignal: runSignal,
            deliverySignal: inboxSignal,
            clock: clock,
            readiness: { await Self.readiness(journal, books, alarm) },
            logger: logger
        )
        return try [
            JournalService(journal: journal),
            sealer,
            AcceptWriters(journal),
            Maintenance(journal: journal, retention: retention, logger: logger),
            books,
            Sweeper(exchange: exchange, node: settings.node, logger: logger),
            dispatcher,
            runner,
        ] + doors(parts) + extra
    }

    private func doors(_ parts: Intake.Parts) throws -> [any Service] {
        var main = Intake.Settings(
            door: Listener(
                .tcp(host: settings.door.host, port: settings.door.port),
                .mutualTLS(
                    Listener.Certificates(
                        chain: settings.door.certificate,
                        key: settings.door.key,
                        clientAuthorities: settings.door.clientAuthority
                    )
                )
            ),
            administration: .tcp(host: settings.administrationHost, port: settings.administrationPort)
        )
        main.problemBase = settings.problemBase
        main.limits.requestsPerSecond = settings.requestsPerSecond
        main.limits.requestBurst = settings.requestBurst
        let metrics = GatewayMetrics()
        var services = try Intake(main, parts, group: MultiThreadedEventLoopGroup.singleton, metrics: metrics).services
        if let measuring = settings.measuring {
            let actor = Actor(client: ClientID(measuring.client), agency: AgencyID(measuring.agency))
            var plain = Intake.Settings(door: Listener(.tcp(host: "127.0.0.1", port: measuring.port), .fixed(actor)))
            plain.problemBase = settings.problemBase
            services += try Intake(plain, parts, group: MultiThreadedEventLoopGroup.singleton, metrics: metrics)
                .services
        }
        return services
    }

    private static func readiness(_ journal: Journal, _ books: BookKeeper, _ alarm: SealerAlarm) async -> Readiness {
        var database: String?
        do { try await journal.ping() } catch { database = "the database does not answer" }
        var book: String?
        do throws(Refusal) { _ = try books.current() } catch { book = "the book in force is not known" }
        return Readiness([
            Readiness.Check("database", problem: database),
            Readiness.Check("book", problem: book),
            Readiness.Check("log", problem: alarm.reason),
        ])
    }

    private func identity() throws -> (chain: [NIOSSLCertificateSource], key: NIOSSLPrivateKeySource)? {
        guard let certificate = settings.pushCertificate, let key = settings.pushKey else { return nil }
        return (
            try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) },
            .privateKey(try NIOSSLPrivateKey(file: key, format: .pem))
        )
    }
}

/// Closes the connections when everything that uses them has stopped.
struct JournalService: Service {
    let journal: Journal

    func run() async throws {
        try? await gracefulShutdown()
        await journal.close()
    }
}

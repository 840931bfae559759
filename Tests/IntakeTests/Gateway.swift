// SPDX-License-Identifier: Apache-2.0

import AdapterHost
import Crypto
import Exchange
import FoundationEssentials
import Intake
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import ServiceLifecycle
import Synchronization
import TransparencyLog

/// The doors on free ports, with ports in memory behind them.
struct Gateway {
    let certificates: Certificates
    let store: FakeStore
    let runs: FakeRuns
    let books: FakeBooks
    let metrics: GatewayMetrics
    let isReady: ReadySwitch
    let door: SocketAddress
    let administration: SocketAddress?
    let isTLS: Bool
    let stop: @Sendable () async -> Void

    final class ReadySwitch: Sendable {
        let problem = Mutex<String?>(nil)
    }

    /// Runs the doors around a test and stops them behind it.
    static func run(
        fixed actor: Actor? = nil,
        limits: DoorLimits = DoorLimits(),
        _ body: @Sendable @escaping (Gateway) async throws -> Void
    ) async throws {
        let certificates = try Certificates()
        let folder =
            "\(FileManager.default.temporaryDirectory.path)/concordat-intake-\(UInt64.random(in: 0...UInt64.max))"
        try certificates.write(into: folder)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let signal = DeliverySignal()
        let store = FakeStore(signal: signal), runs = FakeRuns(), books = FakeBooks(try World.book(certificates))
        let isReady = ReadySwitch(), metrics = GatewayMetrics()
        let tls = Listener.Certificates(
            chain: "\(folder)/server.pem",
            key: "\(folder)/server.key",
            clientAuthorities: "\(folder)/clients.pem"
        )
        var settings = Intake.Settings(
            door: Listener(.tcp(host: "127.0.0.1", port: 0), actor.map { .fixed($0) } ?? .mutualTLS(tls)),
            administration: .tcp(host: "127.0.0.1", port: 0)
        )
        settings.limits = limits
        settings.inboxInterval = .milliseconds(20)
        let (ports, opened) = AsyncStream.makeStream(of: (Bool, SocketAddress?).self)
        let intake = try Intake(
            settings,
            parts(store, runs, books, signal, isReady),
            group: MultiThreadedEventLoopGroup.singleton,
            metrics: metrics,
            onListening: { opened.yield(($0, $1)) }
        )
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let group = ServiceGroup(services: intake.services, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var found: [Bool: SocketAddress] = [:]
            for await (isPublic, address) in ports {
                found[isPublic] = address
                if found.count == 2 { break }
            }
            guard let door = found[true] else { throw Silence() }
            let gateway = Gateway(
                certificates: certificates,
                store: store,
                runs: runs,
                books: books,
                metrics: metrics,
                isReady: isReady,
                door: door,
                administration: found[false],
                isTLS: actor == nil,
                stop: { await group.triggerGracefulShutdown() }
            )
            let outcome: Result<Void, any Error>
            do {
                try await body(gateway)
                outcome = .success(())
            } catch { outcome = .failure(error) }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            try outcome.get()
        }
    }

    /// Makes the doors without running them.
    static func open(_ settings: Intake.Settings) throws {
        let signal = DeliverySignal()
        let books = FakeBooks(try World.book(try Certificates()))
        let parts = parts(FakeStore(signal: signal), FakeRuns(), books, signal, ReadySwitch())
        _ = try Intake(settings, parts, group: MultiThreadedEventLoopGroup.singleton)
    }

    private static func parts(
        _ store: FakeStore,
        _ runs: FakeRuns,
        _ books: FakeBooks,
        _ signal: DeliverySignal,
        _ isReady: ReadySwitch
    ) -> Intake.Parts {
        let vault = Vault(
            Keyring(
                rings: [1: SymmetricKey(size: .bits256)],
                currentRing: 1,
                pseudonym: SymmetricKey(size: .bits256),
                pseudonymEpoch: 1,
                fingerprint: SymmetricKey(size: .bits256),
                receipts: Curve25519.Signing.PrivateKey(),
                log: Curve25519.Signing.PrivateKey()
            )
        )
        let clock = StillClock(), random = SystemRandom()
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return Intake.Parts(
            exchange: ExchangeService(
                books: books,
                store: store,
                reader: store,
                vault: vault,
                context: ReceiptContext(partnership: "testshire", environment: "test"),
                clock: clock,
                random: random,
                transit: .seconds(86_400)
            ),
            runs: runs,
            desk: FeedDesk(runs: runs, vault: vault, clock: clock, random: random),
            runSignal: RunSignal(),
            deliverySignal: signal,
            clock: clock,
            readiness: {
                Readiness([
                    Readiness.Check("database", problem: isReady.problem.withLock { $0 }), Readiness.Check("book"),
                ])
            },
            logger: logger
        )
    }

    /// Nothing answered.
    struct Silence: Error {}

    /// One request on a connection of its own.
    func ask(
        _ method: HTTPMethod,
        _ path: String,
        _ body: String = "",
        as client: TestClient = .police,
        headers: [(String, String)] = []
    ) async throws -> Reply {
        try await connect(isTLS ? certificates.identity(client) : nil) { line in
            try await line.ask(method, path, body, headers: headers)
        }
    }

    /// Waits for something to become true, for ten seconds at most.
    func until(_ condition: () -> Bool) async {
        for _ in 0..<1_000 where !condition() { try? await Task.sleep(for: .milliseconds(10)) }
    }

    /// One event.
    func send(_ event: String, as client: TestClient = .police, query: String = "") async throws -> Reply {
        try await ask(
            .POST,
            "/v1/messages\(query)",
            event,
            as: client,
            headers: [("content-type", "application/cloudevents+json")]
        )
    }

    /// One small JSON body.
    func post(_ path: String, _ body: String, as client: TestClient = .services) async throws -> Reply {
        try await ask(.POST, path, body, as: client, headers: [("content-type", "application/json")])
    }

    /// One request to the administration.
    func administer(_ path: String, _ method: HTTPMethod = .GET) async throws -> Reply {
        guard let administration else { throw Silence() }
        return try await Line.connect(administration, nil) { try await $0.ask(method, path) }
    }

    /// A connection to the public door.
    func connect<Result: Sendable>(
        _ identity: Certificates.Identity? = nil,
        _ body: @Sendable (inout Line) async throws -> Result
    ) async throws -> Result {
        try await Line.connect(door, isTLS ? try certificates.context(identity) : nil, body)
    }
}

// SPDX-License-Identifier: Apache-2.0

import AdapterHost
import Delivery
import Exchange
import Journal
import Logging
import NodeKit

/// A node that pushes: real database, real sockets.
struct Dispatching: Sendable {
    let node: Node
    private let dispatcher: Dispatcher

    /// Starts a node whose agencies are reached as told, and pushes for the length of the body.
    static func run<Result: Sendable>(
        services: String,
        school: String = "mailbox",
        retry: RetryPolicy = RetryPolicy(base: .milliseconds(50), cap: .milliseconds(200), maxAttempts: 50),
        perDestination: Int = 8,
        deadline: Duration = .seconds(5),
        _ body: @escaping @Sendable (Dispatching) async throws -> Result
    ) async throws -> Result {
        let clock = NodeClock.running(), now = clock.now(), signal = RunSignal()
        let node = try await Node.start(
            documents: [
                Documents.directory(services: services, school: school, on: now), Documents.contract,
                Documents.agreement(on: now),
            ],
            clock: clock,
            retry: retry,
            announce: { _ in signal.raise() }
        )
        var configuration = Dispatcher.Configuration()
        configuration.perDestination = perDestination
        configuration.deadline = deadline
        configuration.interval = .milliseconds(20)
        let dispatcher = Dispatcher(
            exchange: node.exchange,
            adapters: AdapterRegistry([CloudEventsAdapter.self]),
            transport: HTTPSTransport(policy: AddressPolicy(allowsLoopback: true)),
            signal: signal,
            node: node.name,
            configuration: configuration,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        return try await node.running {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await dispatcher.run() }
                defer { group.cancelAll() }
                return try await body(Dispatching(node: node, dispatcher: dispatcher))
            }
        }
    }

    /// How an agency of the directory is pushed to.
    static func push(_ port: Int, _ identity: TestAuthority.Identity) -> String {
        let digits = identity.fingerprint.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return "{way: push, url: 'https://127.0.0.1:\(port)/events', pin: 'sha256:\(digits)'}"
    }

    /// Posts that many events at once.
    func post(_ numbers: Range<Int>, to recipients: [String] = ["services"]) async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in numbers {
                group.addTask { try await node.post(.numbered(number), recipients: recipients).isAccepted }
            }
            for try await isAccepted in group where !isAccepted { throw NotAccepted() }
        }
    }

    struct NotAccepted: Error {}

    /// How many deliveries ended in a state.
    func closed(_ state: Int) async throws -> Int64 {
        try await node.count("SELECT count(*) FROM closed_delivery WHERE state = \(state)")
    }

    func open() async throws -> Int64 { try await node.count("SELECT count(*) FROM open_delivery") }
}

// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Exchange
import Logging
import NodeKit
import Postgres
import Synchronization
import Testing

@testable import Journal

@Suite(.timeLimit(.minutes(2))) struct BookKeeperTests {
    @Test func `a node whose other connections are all busy still sees the head of its book`() async throws {
        let node = try await Node.start()
        let journal = node.journal
        let gate = DispatchSemaphore(value: 0)
        let count = Node.small.readers
        let (busy, taken) = AsyncStream.makeStream(of: Void.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<count {
                group.addTask {
                    try await journal.readers.withThread { _ in
                        taken.yield()
                        gate.wait()
                    }
                }
            }
            var held = 0
            for await _ in busy {
                held += 1
                if held == count { break }
            }
            defer { for _ in 0..<count { gate.signal() } }
            let asked = ContinuousClock.now
            let head = try await journal.bookHead()
            #expect(head.version == 1)
            #expect(head.askedAt >= asked)
            #expect(try await node.books.refresh().version == 1)
        }
        await journal.close()
    }

    @Test func `before the first book everything is refused, and the log says so once`() async throws {
        let node = try await Node.start()
        let pool = PostgresPool(try PostgresConfiguration(node.url))
        try await Migrator(schema: Migrator.schema(of: "emptyshire")).run(on: pool)
        await pool.close()
        let lines = Lines()
        let journal = Journal(
            database: try PostgresConfiguration(node.url),
            partnership: "emptyshire",
            node: "node-1",
            signer: ReceiptSigner(key: node.keys.receipts, context: Node.context),
            clock: node.clock,
            random: node.random,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let keeper = BookKeeper(
            journal: journal,
            requireApprovals: false,
            logger: Logger(label: "test") { _ in LineHandler(lines: lines) }
        )
        for _ in 0..<3 {
            await #expect(throws: Refusal.self) { try await keeper.refresh() }
            #expect(throws: Refusal.self) { try keeper.current() }
        }
        #expect(
            lines.all.withLock { $0 } == [
                "no book has been applied yet, so everything is refused; mend: concordat apply"
            ]
        )
        await journal.close()
        await node.journal.close()
    }
}

/// What was logged, in order.
private final class Lines: Sendable {
    let all = Mutex<[String]>([])
}

private struct LineHandler: LogHandler {
    let lines: Lines
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        lines.all.withLock { $0.append("\(event.message)") }
    }
}

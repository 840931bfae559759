// SPDX-License-Identifier: Apache-2.0

import AdapterHost
import AdapterKit
import Exchange
import Journal
import Logging
import NodeKit

/// A node that takes feed documents and reads them: real database.
struct Reading: Sendable {
    static let feed = "test.lines"

    let node: Node

    /// The directory with the feeds of these tests.
    static var directory: String {
        Documents.directory(
            feeds: """
                  - {id: \(feed), adapter: lines, contracts: [test.episode@1]}
                  - {id: test.unknown, adapter: nowhere, contracts: [test.episode@1]}

                """
        )
    }

    static func start(
        beside other: Reading? = nil,
        name: String = "node-1",
        directory: String = Self.directory
    ) async throws -> Reading {
        let documents = [directory, Documents.contract, Documents.agreement()]
        return Reading(node: try await Node.start(beside: other?.node, name: name, documents: documents))
    }

    /// Puts another book in force.
    func change(_ documents: [String]) async throws {
        _ = try await node.journal.apply(try Documents.parse(documents), by: "tester", requireApprovals: false)
        _ = try await node.books.refresh()
    }

    func desk(_ runs: (any RunStore)? = nil) -> FeedDesk {
        FeedDesk(runs: runs ?? node.journal, vault: node.exchange.vault, clock: node.clock, random: node.random)
    }

    /// The n-th process of the node, as it names itself when it reads.
    func holder(_ process: Int = 1) -> RunHolder {
        RunHolder(node: node.name, process: .derived(from: [node.name, String(process)]))
    }

    func runner(
        _ runs: (any RunStore)? = nil,
        process: Int = 1,
        adapters: [any Adapter.Type] = [LinesAdapter.self]
    ) -> FeedRunner {
        FeedRunner(
            exchange: node.exchange,
            runs: runs ?? node.journal,
            adapters: AdapterRegistry(adapters),
            settler: ReportSettler(exchange: node.exchange, node: node.name),
            holder: holder(process),
            signal: RunSignal(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    /// Hands over a document in pieces of 64 KiB.
    func receive(
        _ text: String,
        id: String? = "doc-1",
        agency: String = "police",
        client: String = "records",
        feed: String = Self.feed
    ) async throws -> (run: FeedRun, repeated: Bool) {
        let bytes = Array(text.utf8)
        let pieces = stride(from: 0, to: bytes.count, by: 65_536).map {
            Array(bytes[$0..<min($0 + 65_536, bytes.count)])
        }
        let (stream, feeder) = AsyncStream.makeStream(of: [UInt8].self)
        for piece in pieces { feeder.yield(piece) }
        feeder.finish()
        return try await receive(stream, id: id, agency: agency, client: client, feed: feed)
    }

    func receive<Body: AsyncSequence & Sendable>(
        _ body: Body,
        id: String? = "doc-1",
        agency: String = "police",
        client: String = "records",
        feed: String = Self.feed
    ) async throws -> (run: FeedRun, repeated: Bool) where Body.Element == [UInt8] {
        let book = try node.books.current()
        guard let feed = book.directory.feeds[feed], let key = book.agencyKey(AgencyID(agency)) else { throw Absent() }
        return try await desk().receive(
            feed: feed,
            actor: Actor(client: ClientID(client), agency: AgencyID(agency)),
            agencyKey: key,
            source: book.directory.source(of: Actor(client: ClientID(client), agency: AgencyID(agency))),
            document: id,
            contentType: "text/plain",
            body: body
        )
    }

    struct Absent: Error {}

    func run(_ run: FeedRun) async throws -> FeedRun? { try await node.journal.run(run.id, agency: run.agency) }

    func results(_ run: FeedRun) async throws -> [RunResult] {
        try await node.journal.results(of: run, agency: run.agency, after: 0, limit: 100_000)
    }

    func verdicts(_ run: FeedRun) async throws -> [RunResult.Verdict] { try await results(run).map(\.verdict) }

    /// Lets the holds of readers run out, as if time had passed.
    func forgetReaders() async throws {
        try await node.meddle("UPDATE feed_run SET held_until = now() - interval '1 second' WHERE state = 3")
    }

    /// Whether every message has its key, its entry, its body and its delivery, so many of each.
    func holds(_ messages: Int64) async throws -> Bool {
        for sql in [
            "SELECT count(*) FROM event_key", "SELECT count(*) FROM ledger WHERE kind = 1", "SELECT count(*) FROM body",
            "SELECT count(*) FROM open_delivery",
        ] {
            guard try await node.count(sql) == messages else { return false }
        }
        return true
    }
}

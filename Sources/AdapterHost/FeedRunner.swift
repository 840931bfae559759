// SPDX-License-Identifier: Apache-2.0

package import AdapterKit
package import Exchange
internal import JSONSchema
package import Logging
package import ServiceLifecycle

/// Reads spooled documents through their adapters and submits what they hold, a bounded number of items at a time.
///
/// A run can be taken up again by any node after a crash: the document is read again from its beginning (readers give the same items at
/// the same positions), items already dealt with are passed over, the event id of a row is derived from feed, document and position, and
/// its source is the one the document was received under: so nothing is lost and nothing is doubled, also when the book has changed.
package struct FeedRunner: Service {
    /// Items submitted together; their results are written together.
    private static let stride = 256
    private static let hold: Duration = .seconds(30)

    private let exchange: ExchangeService
    private let runs: any RunStore
    private let adapters: AdapterRegistry
    private let settler: any ReportSettling
    private let holder: RunHolder
    private let signal: RunSignal
    private let logger: Logger

    package init(
        exchange: ExchangeService,
        runs: any RunStore,
        adapters: AdapterRegistry,
        settler: any ReportSettling,
        holder: RunHolder,
        signal: RunSignal,
        logger: Logger
    ) {
        self.exchange = exchange
        self.runs = runs
        self.adapters = adapters
        self.settler = settler
        self.holder = holder
        self.signal = signal
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            await takeOver()
            while !Task.isCancelled {
                do {
                    if try await readNext() { continue }
                } catch {
                    logger.warning("a feed run stopped and will be taken up again", metadata: ["reason": "\(error)"])
                }
                // Woken by the door when a document is whole; looks by itself for runs that other nodes left.
                await signal.wait(atMost: .seconds(2))
            }
        }
    }

    /// Frees what this node was reading when it last stopped without letting go: nobody need wait for those holds to run out.
    package func takeOver() async {
        do throws(StoreFailure) {
            try await runs.release(before: holder)
        } catch {
            logger.warning("runs held before the start are waited for", metadata: ["reason": "\(error)"])
        }
    }

    /// Reads the oldest waiting document, if there is one.
    ///
    /// - Returns: whether there was one.
    package func readNext() async throws -> Bool {
        guard let run = try await runs.claim(holder: holder, for: Self.hold) else { return false }
        var progress = RunProgress(done: run.itemsDone)
        do {
            try await read(run, &progress)
        } catch {
            // Given back, so that nobody waits for a reader that has let go; one that died is waited for.
            _ = try? await runs.progress(run, holder: holder, itemsDone: progress.done, results: [], hold: .zero)
            throw error
        }
        return true
    }

    /// Reads a document from its beginning and deals with the items behind those already done.
    private func read(_ run: FeedRun, _ progress: inout RunProgress) async throws {
        let book = try exchange.books.current()
        guard let agency = book.agencyID(key: run.agency), let feed = book.directory.feeds[run.feed] else {
            try await runs.finish(run, holder: holder, failure: "the feed is no longer in the directory")
            return
        }
        let adapter: any Adapter
        do throws(AdapterProblem) {
            adapter = try adapters.make(feed.adapter, settings: feed.settings)
        } catch {
            try await runs.finish(run, holder: holder, failure: error.description)
            return
        }
        guard run.itemsDone == 0 || run.setup == feed.setup else {
            try await runs.finish(
                run,
                holder: holder,
                failure: "the feed was set up anew while the document was being read. Mend: send the document again; "
                    + "rows accepted already are not doubled."
            )
            return
        }
        if let source = run.source, !book.directory.sourceBelongs(source, client: run.client, agency: agency) {
            try await runs.finish(
                run,
                holder: holder,
                failure: "the document's source is no longer registered for its client and agency. Mend: have it "
                    + "registered again, then send the document again."
            )
            return
        }
        let job = RunJob(
            run: run,
            feed: feed,
            actor: Actor(client: run.client, agency: agency),
            exchange: exchange,
            settler: settler
        )
        var reader = adapter.reader(
            for: DocumentContext(
                feed: run.feed,
                id: run.document,
                agency: agency.rawValue,
                receivedAt: run.receivedAt.description,
                contentType: run.contentType
            )
        )
        for number in 0..<run.chunks {
            guard let sealed = try await runs.chunk(number, of: run) else {
                try await runs.finish(
                    run,
                    holder: holder,
                    failure: "part \(number + 1) of the document is no longer stored"
                )
                return
            }
            let bytes: [UInt8]
            do throws(Vault.Failure) {
                bytes = try exchange.vault.open(sealed)
            } catch {
                try await runs.finish(
                    run,
                    holder: holder,
                    failure: "part \(number + 1) of the document cannot be opened"
                )
                return
            }
            // The hold is renewed with every part, also where a reader only gathers or items are passed over.
            guard
                try await runs.progress(run, holder: holder, itemsDone: progress.done, results: [], hold: Self.hold)
            else { return }
            guard try await deal(reader.consume(bytes[...]), job, &progress) else { return }
        }
        guard try await deal(reader.finish(), job, &progress) else { return }
        try await runs.finish(run, holder: holder, failure: nil)
    }

    /// Submits items and writes their results.
    ///
    /// - Returns: false when another node has taken the run over.
    private func deal(_ items: [Item], _ job: RunJob, _ progress: inout RunProgress) async throws -> Bool {
        var rest = items[...]
        while !rest.isEmpty {
            let group = Array(rest.prefix(Self.stride))
            rest = rest.dropFirst(Self.stride)
            let first = progress.seen + 1
            progress.seen += Int64(group.count)
            guard progress.seen > progress.done else { continue }
            let todo = group.enumerated().map { (first + Int64($0.offset), $0.element) }.filter { $0.0 > progress.done }
            let results = try await job.deal(todo)
            guard
                try await runs.progress(
                    job.run,
                    holder: holder,
                    itemsDone: progress.seen,
                    results: results,
                    hold: Self.hold
                )
            else { return false }
            progress.done = progress.seen
        }
        return true
    }

    private struct RunProgress {
        /// Items of the document read so far.
        var seen: Int64 = 0
        /// Items whose results are written.
        var done: Int64
    }
}

/// Settles an earlier delivery on the recipient's later word.
package protocol ReportSettling: Sendable {
    func settle(_ report: DeliveryReport, from actor: Actor) async throws -> ReportFate
}

/// What became of a report.
package enum ReportFate: Sendable, Hashable {
    case settled
    /// No delivery of that reference, of a contract the client may receive for the agency, is open.
    case unknown
    /// The client may receive nothing for the agency.
    case notAuthorised
}

// SPDX-License-Identifier: Apache-2.0

package import Exchange
package import Logging
internal import Postgres
package import ServiceLifecycle
internal import Synchronization

/// Holds the book in force, compiled, and follows the head of the book in the database.
///
/// The head is looked at four times a second and whenever another node hints at a change; however many ask, one looks and loads. A head
/// that has not been seen for a second makes the node refuse everything: it cannot know what has been revoked. (Accept and lease compare
/// the head in their own statement besides; this only spares them the work.)
package final class BookKeeper: BookSource, Service {
    private struct State {
        var book: Book?
        var failure: Refusal?
        var seenAt: ContinuousClock.Instant?
        /// The version last seen to be both head and loaded.
        var inForce: Int64?
        /// Whether the head was seen to name another book than the one loaded.
        var isSuperseded = false
        /// What the log was last told of a book that is not in force.
        var told: String?
    }

    private let state = Mutex(State())
    private let journal: Journal
    private let requireApprovals: Bool
    private let interval: Duration
    private let patience: Duration
    private let clock = ContinuousClock()
    private let logger: Logger
    private let shared = SharedRun<Void> { $0 is StoreFailure || $0 is CancellationError }

    package init(
        journal: Journal,
        requireApprovals: Bool,
        interval: Duration = .milliseconds(250),
        patience: Duration = .seconds(1),
        logger: Logger
    ) {
        self.journal = journal
        self.requireApprovals = requireApprovals
        self.interval = interval
        self.patience = patience
        self.logger = logger
    }

    package func current() throws(Refusal) -> Book {
        let (book, failure, seenAt) = state.withLock { ($0.book, $0.failure, $0.seenAt) }
        if let failure { throw failure }
        guard let book, let seenAt, clock.now - seenAt <= patience else { throw Refusal(.bookStale) }
        return book
    }

    package func inForce() throws(Refusal) -> Book {
        guard !state.withLock(\.isSuperseded) else { throw Refusal(.bookStale) }
        return try current()
    }

    package func refresh() async throws(Refusal) -> Book {
        do {
            try await shared.value { [self] in try await look() }
        } catch {
            throw error as? Refusal ?? Refusal(.bookStale)
        }
        return try current()
    }

    /// Looks at the head until the book it names is the one that is loaded.
    ///
    /// - Throws: ``StoreFailure`` when the database could not say, ``Refusal`` when it did and there is no book to go by.
    private func look() async throws {
        do {
            for _ in 0..<Self.looks {
                let (head, askedAt) = try await journal.bookHead()
                guard let head else { throw Self.nothingApplied }
                let last = state.withLock { state in
                    state.isSuperseded = state.book.map { $0.version != head } ?? false
                    return state.book
                }
                if let last, last.version == head { return see(head, at: askedAt) }
                // Compiling takes its time, so the head is looked at again before the new book counts as the one in force.
                guard let book = try await journal.loadBook(requireApprovals: requireApprovals, reusing: last) else {
                    throw Self.nothingApplied
                }
                state.withLock { $0.book = book }
            }
            throw StoreFailure(.unavailable, "the head moves faster than its book can be loaded")
        } catch let failure as StoreFailure {
            if isNews(failure) {
                logger.warning("the head of the book could not be seen", metadata: ["reason": "\(failure)"])
            }
            throw failure
        } catch {
            // The head was seen and does not compile: fail closed, at once.
            let refusal = error as? Refusal ?? Refusal(.bookStale, "the book in force could not be loaded")
            state.withLock { $0.failure = refusal }
            if isNews(error) { tell(error, refusal) }
            throw refusal
        }
    }

    /// Whether the log has not been told of it just before: once, not four times a second.
    private func isNews(_ error: any Error) -> Bool {
        state.withLock { state in
            defer { state.told = "\(error)" }
            return state.told != "\(error)"
        }
    }

    private func see(_ head: Int64, at asked: ContinuousClock.Instant) {
        let isNew = state.withLock { state in
            state.failure = nil
            state.told = nil
            state.seenAt = asked
            defer { state.inForce = head }
            return state.inForce != head
        }
        if isNew { logger.info("book in force", metadata: ["book.version": "\(head)"]) }
    }

    /// How often one look may find that the head has moved on while it was loading.
    private static let looks = 3
    private static let nothingApplied = Refusal(.bookStale, "no book has been applied")

    private func tell(_ error: any Error, _ refusal: Refusal) {
        if refusal == Self.nothingApplied {
            logger.warning("no book has been applied yet, so everything is refused; mend: concordat apply")
        } else {
            logger.critical("the book in force could not be loaded", metadata: ["reason": "\(error)"])
        }
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            await withDiscardingTaskGroup { group in
                group.addTask { [self] in await follow() }
                group.addTask { [self] in await listen() }
            }
        }
    }

    private func follow() async {
        while !Task.isCancelled {
            _ = try? await refresh()
            do { try await Task.sleep(for: interval, clock: clock) } catch { return }
        }
    }

    private func listen() async {
        await journal.hints(on: Journal.bookChannel) { [self] in _ = try? await refresh() }
    }
}

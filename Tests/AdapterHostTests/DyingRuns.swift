// SPDX-License-Identifier: Apache-2.0

import Exchange
import Synchronization

/// The runs of a node that dies when it is about to write results for the n-th time.
final class DyingRuns: RunStore {
    /// How the node dies.
    enum Moment: Sendable {
        /// What the items led to is committed, their results are not.
        case beforeWriting
        /// Results are written, the next items are not begun.
        case afterWriting
        /// Before writing, but only that once: the node lives on.
        case stumbling
    }

    private let runs: any RunStore
    private let moment: Moment
    private let left: Mutex<Int>

    init(_ runs: any RunStore, _ moment: Moment, times: Int) {
        self.runs = runs
        self.moment = moment
        left = Mutex(times)
    }

    func progress(_ run: FeedRun, holder: RunHolder, itemsDone: Int64, results: [RunResult], hold: Duration)
        async throws(StoreFailure) -> Bool
    {
        let dead = StoreFailure(.unavailable, "the node has died")
        let (isLast, isDead) = left.withLock { left in
            let isDead = left <= 0
            // A hold that is only renewed writes nothing.
            if !results.isEmpty { left -= 1 }
            return (left == 0 && !isDead && !results.isEmpty, isDead)
        }
        if isDead, moment != .stumbling { throw dead }
        if isLast, moment != .afterWriting { throw dead }
        let isOurs = try await runs.progress(run, holder: holder, itemsDone: itemsDone, results: results, hold: hold)
        if isLast { throw dead }
        return isOurs
    }

    func begin(_ document: NewRun) async throws(StoreFailure) -> FeedRun { try await runs.begin(document) }

    func spool(_ chunk: SealedBody, number: Int, of run: FeedRun) async throws(StoreFailure) {
        try await runs.spool(chunk, number: number, of: run)
    }

    func find(document: String, feed: String, agency: Int32) async throws(StoreFailure) -> FeedRun? {
        try await runs.find(document: document, feed: feed, agency: agency)
    }

    func received(
        _ run: FeedRun,
        document: String,
        digest: [UInt8],
        bytes: Int64,
        chunks: Int
    ) async throws(StoreFailure) -> Bool {
        try await runs.received(run, document: document, digest: digest, bytes: bytes, chunks: chunks)
    }

    func abandon(_ run: FeedRun) async throws(StoreFailure) { try await runs.abandon(run) }

    func release(before holder: RunHolder) async throws(StoreFailure) { try await runs.release(before: holder) }

    func claim(holder: RunHolder, for duration: Duration) async throws(StoreFailure) -> FeedRun? {
        try await runs.claim(holder: holder, for: duration)
    }

    func chunk(_ number: Int, of run: FeedRun) async throws(StoreFailure) -> SealedBody? {
        try await runs.chunk(number, of: run)
    }

    func finish(_ run: FeedRun, holder: RunHolder, failure: String?) async throws(StoreFailure) {
        try await runs.finish(run, holder: holder, failure: failure)
    }

    func run(_ id: UniqueID, agency: Int32) async throws(StoreFailure) -> FeedRun? {
        try await runs.run(id, agency: agency)
    }

    func results(of run: FeedRun, agency: Int32, after: Int64, limit: Int) async throws(StoreFailure) -> [RunResult] {
        try await runs.results(of: run, agency: agency, after: after, limit: limit)
    }

    func counts(of run: FeedRun, agency: Int32) async throws(StoreFailure) -> [(
        verdict: RunResult.Verdict, items: Int64
    )] { try await runs.counts(of: run, agency: agency) }
}

// SPDX-License-Identifier: Apache-2.0

import Exchange
import Synchronization

/// Runs kept in memory; a whole document is done at once unless told otherwise.
final class FakeRuns: RunStore {
    struct State {
        var runs: [FeedRun] = []
        var chunks: [Int] = []
        var endsAtOnce = true
        var rows = 3
    }

    let state = Mutex(State())

    private func run(
        _ run: FeedRun,
        _ state: FeedRun.State,
        document: String,
        digest: [UInt8],
        bytes: Int64,
        chunks: Int
    ) -> FeedRun {
        FeedRun(
            id: run.id,
            feed: run.feed,
            agency: run.agency,
            client: run.client,
            source: run.source,
            setup: run.setup,
            document: document,
            digest: digest,
            contentType: run.contentType,
            bytes: bytes,
            chunks: chunks,
            state: state,
            itemsDone: state == .done ? 3 : 0,
            reason: nil,
            receivedAt: run.receivedAt,
            finishedAt: state == .done ? World.now : nil
        )
    }

    func begin(_ document: NewRun) async throws(StoreFailure) -> FeedRun {
        state.withLock { state in
            if let known = state.runs.first(where: { $0.feed == document.feed && $0.document == document.document }) {
                return known
            }
            let run = FeedRun(
                id: document.id,
                feed: document.feed,
                agency: document.agency,
                client: document.client,
                source: document.source,
                setup: document.setup,
                document: document.document,
                digest: [],
                contentType: document.contentType,
                bytes: 0,
                chunks: 0,
                state: .receiving,
                itemsDone: 0,
                reason: nil,
                receivedAt: document.receivedAt,
                finishedAt: nil
            )
            state.runs.append(run)
            return run
        }
    }

    func spool(_ chunk: SealedBody, number: Int, of run: FeedRun) async throws(StoreFailure) {
        state.withLock { $0.chunks.append(chunk.ciphertext.count) }
    }

    func find(document: String, feed: String, agency: Int32) async throws(StoreFailure) -> FeedRun? {
        state.withLock { state in
            state.runs.first { $0.document == document && $0.feed == feed && $0.agency == agency }
        }
    }

    func received(
        _ run: FeedRun,
        document: String,
        digest: [UInt8],
        bytes: Int64,
        chunks: Int
    ) async throws(StoreFailure) -> Bool {
        state.withLock { state in
            guard let index = state.runs.firstIndex(where: { $0.id == run.id }),
                !state.runs.contains(where: {
                    $0.document == document && $0.feed == run.feed && $0.agency == run.agency
                })
            else { return false }
            state.runs[index] = self.run(
                run,
                state.endsAtOnce ? .done : .queued,
                document: document,
                digest: digest,
                bytes: bytes,
                chunks: chunks
            )
            return true
        }
    }

    func abandon(_ run: FeedRun) async throws(StoreFailure) {
        state.withLock { state in state.runs.removeAll { $0.id == run.id } }
    }

    func release(before holder: RunHolder) async throws(StoreFailure) {}

    func claim(holder: RunHolder, for duration: Duration) async throws(StoreFailure) -> FeedRun? { nil }

    func chunk(_ number: Int, of run: FeedRun) async throws(StoreFailure) -> SealedBody? { nil }

    func progress(_ run: FeedRun, holder: RunHolder, itemsDone: Int64, results: [RunResult], hold: Duration)
        async throws(StoreFailure)
        -> Bool
    { false }

    func finish(_ run: FeedRun, holder: RunHolder, failure: String?) async throws(StoreFailure) {}

    func run(_ id: UniqueID, agency: Int32) async throws(StoreFailure) -> FeedRun? {
        state.withLock { state in state.runs.first { $0.id == id && $0.agency == agency } }
    }

    func results(of run: FeedRun, agency: Int32, after: Int64, limit: Int) async throws(StoreFailure) -> [RunResult] {
        let rows = state.withLock { $0.rows }
        guard run.state == .done else { return [] }
        return (0..<rows).map { Int64($0 + 1) }.filter { $0 > after }.prefix(limit).map {
            RunResult(
                number: $0,
                position: "line \($0)",
                verdict: $0 == 1 ? .fault : .accepted,
                message: nil,
                detail: Array(#"{"errors":[]}"#.utf8)
            )
        }
    }

    func counts(of run: FeedRun, agency: Int32) async throws(StoreFailure) -> [(
        verdict: RunResult.Verdict, items: Int64
    )] {
        run.state == .done ? [(.accepted, 2), (.fault, 1)] : []
    }
}

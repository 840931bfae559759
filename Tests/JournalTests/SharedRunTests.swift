// SPDX-License-Identifier: Apache-2.0

import Synchronization
import TestKit
import Testing

@testable import Journal

@Suite(.timeLimit(.minutes(1))) struct SharedRunTests {
    private struct Broken: Error {}

    @Test func `whoever comes while a run is under way shares the next one`() async throws {
        let shared = SharedRun<Int>()
        let runs = Counter()
        let gate = Gate()
        try await withThrowingTaskGroup(of: Int.self) { group in
            group.addTask {
                try await shared.value {
                    await gate.pass()
                    return runs.next()
                }
            }
            await gate.arrived()
            for _ in 0..<50 {
                group.addTask { try await shared.value { runs.next() } }
            }
            #expect(try await eventually { shared.waitingCount == 50 })
            gate.open()
            var results: [Int: Int] = [:]
            for try await result in group { results[result, default: 0] += 1 }
            #expect(results == [1: 1, 2: 50])
        }
    }

    @Test func `a run that failed fails for all who shared it, and the next call runs anew`() async throws {
        let shared = SharedRun<Int>()
        await #expect(throws: Broken.self) { try await shared.value { throw Broken() } }
        #expect(try await shared.value { 7 } == 7)
    }

    @Test func `a run ended by its own caller's cancellation is made again for the others`() async throws {
        let shared = SharedRun<Int>()
        let first = Gate(), leader = Gate()
        try await withThrowingTaskGroup(of: Int?.self) { group in
            group.addTask {
                try await shared.value {
                    await first.pass()
                    return 1
                }
            }
            await first.arrived()
            group.addTask {
                // Leads the second run, for both, and is cancelled in it.
                await withTaskGroup(of: Int?.self) { inner in
                    inner.addTask {
                        try? await shared.value {
                            await leader.pass()
                            try Task.checkCancellation()
                            return 2
                        }
                    }
                    await leader.arrived()
                    inner.cancelAll()
                    leader.open()
                    return await inner.next() ?? nil
                }
            }
            #expect(try await eventually { shared.waitingCount == 1 })
            group.addTask { try await shared.value { 3 } }
            #expect(try await eventually { shared.waitingCount == 2 })
            first.open()
            var results: [Int?] = []
            for try await result in group { results.append(result) }
            #expect(results.contains(1))
            #expect(results.contains(nil))
            #expect(results.contains(3))
        }
    }
}

private final class Counter: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}

/// Lets a test hold a piece of work where it stands.
private final class Gate: Sendable {
    private let came = AsyncStream.makeStream(of: Void.self)
    private let opened = AsyncStream.makeStream(of: Void.self)

    func pass() async {
        came.continuation.finish()
        for await _ in opened.stream {}
    }

    func arrived() async { for await _ in came.stream {} }

    func open() { opened.continuation.finish() }
}

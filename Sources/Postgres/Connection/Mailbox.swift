// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Synchronization

/// The jobs waiting for one thread, which alone takes them out.
final class Mailbox<Owner>: Sendable {
    typealias Job = @Sendable (borrowing Owner) -> Void

    private struct State {
        var jobs: [Job] = []
        var next = 0
        var isClosed = false
        var hasEnded = false
        var onEnd: [@Sendable () -> Void] = []
    }

    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)

    /// Adds a job; false when the mailbox is closed and the job will never run.
    func post(_ job: @escaping Job) -> Bool {
        let accepted = state.withLock { state in
            guard !state.isClosed else { return false }
            state.jobs.append(job)
            return true
        }
        if accepted { wake.signal() }
        return accepted
    }

    /// Lets the jobs already posted run, then ends the thread and calls `onEnd`; may be called again.
    func close(onEnd: (@Sendable () -> Void)? = nil) {
        let (first, ended) = state.withLock { state in
            let first = !state.isClosed
            state.isClosed = true
            if !state.hasEnded, let onEnd { state.onEnd.append(onEnd) }
            return (first, state.hasEnded)
        }
        if first { wake.signal() }
        if ended { onEnd?() }
    }

    /// Blocks the calling thread until there is a job; nil once closed and empty.
    func take() -> Job? {
        wake.wait()
        return state.withLock { state in
            guard state.next < state.jobs.count else { return nil }
            defer {
                state.next += 1
                if state.next == state.jobs.count {
                    state.jobs.removeAll(keepingCapacity: true)
                    state.next = 0
                }
            }
            return state.jobs[state.next]
        }
    }

    /// Called by the thread as its last act.
    func end() {
        let callbacks = state.withLock { state in
            state.isClosed = true
            state.hasEnded = true
            defer { state.onEnd = [] }
            return state.onEnd
        }
        for callback in callbacks { callback() }
    }
}

// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// Wakes whoever waits for deliveries of a recipient on this node.
///
/// Only a hint: what other nodes commit is found by asking the store now and then, and nothing depends on a signal arriving.
package final class DeliverySignal: Sendable {
    private struct Waiter {
        let recipient: Int32
        let wake: CheckedContinuation<Bool, Never>
    }

    private struct State {
        /// How often each recipient has been signalled: tells a waiter what it missed between looking and waiting.
        var counts: [Int32: UInt64] = [:]
        var waiters: [UInt64: Waiter] = [:]
        var next: UInt64 = 0
    }

    private let state = Mutex(State())

    package init() {}

    /// Wakes everyone who waits for one of the recipients; call it when their deliveries are committed.
    package func notify(recipients: [Int32]) {
        guard !recipients.isEmpty else { return }
        let woken = state.withLock { state in
            for recipient in recipients { state.counts[recipient, default: 0] += 1 }
            guard !state.waiters.isEmpty else { return [Waiter]() }
            let woken = state.waiters.filter { recipients.contains($0.value.recipient) }
            for id in woken.keys { state.waiters[id] = nil }
            return Array(woken.values)
        }
        for waiter in woken { waiter.wake.resume(returning: true) }
    }

    /// Where the signals of a recipient stand: take it before looking into the store, then wait from it.
    package func mark(_ recipient: Int32) -> UInt64 {
        state.withLock { $0.counts[recipient] ?? 0 }
    }

    /// Waits until a recipient is signalled, for the time given, or until the task is cancelled.
    ///
    /// A signal given since the mark ends the wait at once. Tells whether there was a signal.
    package func wait(recipient: Int32, since mark: UInt64, atMost duration: Duration) async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask { await self.wait(recipient: recipient, since: mark) }
            group.addTask {
                try? await Task.sleep(for: duration)
                return false
            }
            let signalled = await group.next() ?? false
            group.cancelAll()
            return signalled
        }
    }

    /// The recipients somebody waits for now, each once.
    package var waitingRecipients: [Int32] {
        state.withLock { Set($0.waiters.values.map(\.recipient)).sorted() }
    }

    private func wait(recipient: Int32, since mark: UInt64) async -> Bool {
        let id = state.withLock { state in
            state.next += 1
            return state.next
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { (wake: CheckedContinuation<Bool, Never>) in
                let answer: Bool? = state.withLock { state in
                    if (state.counts[recipient] ?? 0) != mark { return true }
                    if Task.isCancelled { return false }
                    state.waiters[id] = Waiter(recipient: recipient, wake: wake)
                    return nil
                }
                if let answer { wake.resume(returning: answer) }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: id) }?.wake.resume(returning: false)
        }
    }
}

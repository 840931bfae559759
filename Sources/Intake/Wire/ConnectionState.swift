// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// What a request may ask about the connection it came on while it is being answered.
final class ConnectionState: Sendable {
    private struct Ending {
        var hasEnded = false
        /// What becomes of the answer that is asked about; nil until that is known.
        var isSent: Bool?
        var asker: CheckedContinuation<Bool, Never>?
        var atEnd: (@Sendable () -> Void)?
    }

    private let gone = Atomic(false)
    private let isKnown = Atomic(false)
    private let ending = Mutex(Ending())

    /// Whether the client has closed its side: nobody waits for the answer any more.
    var isGone: Bool { gone.load(ordering: .relaxed) }

    func markGone() {
        gone.store(true, ordering: .relaxed)
    }

    /// Whether nobody has asked this before.
    func isFirstRequest() -> Bool {
        !isKnown.exchange(true, ordering: .relaxed)
    }

    /// The connection is no more.
    func end() {
        markGone()
        let (asker, atEnd) = ending.withLock { ending in
            ending.hasEnded = true
            if ending.isSent == nil { ending.isSent = false }
            defer { (ending.asker, ending.atEnd) = (nil, nil) }
            return (ending.asker, ending.atEnd)
        }
        asker?.resume(returning: false)
        atEnd?()
    }

    /// Does something once the connection is no more; at once when that is so already.
    func atEnd(_ action: @escaping @Sendable () -> Void) {
        let hasEnded = ending.withLock { ending in
            if !ending.hasEnded { ending.atEnd = action }
            return ending.hasEnded
        }
        if hasEnded { action() }
    }

    /// Called before an answer is handed over whose fate will be asked for.
    func expectSending() {
        ending.withLock { $0.isSent = $0.hasEnded ? false : nil }
    }

    func settleSending(_ isSent: Bool) {
        let asker = ending.withLock { ending in
            guard ending.isSent == nil else { return nil as CheckedContinuation<Bool, Never>? }
            ending.isSent = isSent
            defer { ending.asker = nil }
            return ending.asker
        }
        asker?.resume(returning: isSent)
    }

    /// Waits until all of the expected answer has left, or it is certain that it will not.
    ///
    /// What has left may still be lost on its way.
    func isSent() async -> Bool {
        await withCheckedContinuation { asker in
            let isSent = ending.withLock { ending in
                if ending.isSent == nil { ending.asker = asker }
                return ending.isSent
            }
            if let isSent { asker.resume(returning: isSent) }
        }
    }
}

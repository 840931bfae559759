// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// For which recipients the store is not asked for a while, because what it called due could not be leased.
///
/// Why: a delivery that is due and may not leave, or not to the client that waits, would otherwise have every waiting request look for it
/// at every round of the watch. What this node commits wakes waiting requests all the same.
final class InboxPauses: Sendable {
    static let shortest: Duration = .milliseconds(250)
    static let longest: Duration = .seconds(5)

    private struct Pause {
        var length: Duration?
        var until: ContinuousClock.Instant
        /// Whether the watch has woken someone, and nobody has told what came of it.
        var isPrompted: Bool
    }

    private let pauses = Mutex<[Int32: Pause]>([:])

    /// The recipients that may be asked about now.
    func due(_ recipients: [Int32], at now: ContinuousClock.Instant) -> [Int32] {
        pauses.withLock { pauses in
            recipients.filter { recipient in pauses[recipient].map { $0.until <= now } ?? true }
        }
    }

    /// The watch wakes those who wait for the recipients.
    func prompt(_ recipients: [Int32], at now: ContinuousClock.Instant) {
        pauses.withLock { pauses in
            for recipient in recipients {
                pauses[recipient, default: Pause(length: nil, until: now, isPrompted: false)].isPrompted = true
            }
        }
    }

    /// Someone has looked, and found something or nothing.
    func looked(_ recipient: Int32, found: Bool, at now: ContinuousClock.Instant) {
        pauses.withLock { pauses in
            guard !found else {
                pauses[recipient] = nil
                return
            }
            guard let pause = pauses[recipient], pause.isPrompted else { return }
            let length = pause.length.map { min($0 * 2, Self.longest) } ?? Self.shortest
            pauses[recipient] = Pause(length: length, until: now + length, isPrompted: false)
        }
    }
}

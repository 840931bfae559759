// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// What a request may ask about the connection it came on while it is being answered.
final class ConnectionState: Sendable {
    private let gone = Atomic(false)

    /// Whether the client has closed its side: nobody waits for the answer any more.
    var isGone: Bool { gone.load(ordering: .relaxed) }

    func markGone() {
        gone.store(true, ordering: .relaxed)
    }
}

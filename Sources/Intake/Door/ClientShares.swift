// SPDX-License-Identifier: Apache-2.0

internal import Exchange
internal import Synchronization

/// What each client holds of what there is a bound of: connections, and requests that wait.
final class ClientShares: Sendable {
    enum Kind: Hashable, Sendable {
        case connection, waiting
    }

    private struct Share: Hashable {
        let client: ClientID
        let kind: Kind
    }

    private let held = Mutex<[Share: Int]>([:])

    /// Takes one more, unless the client has as many as it may.
    func take(_ kind: Kind, _ client: ClientID, atMost most: Int) -> Bool {
        held.withLock { held in
            let share = Share(client: client, kind: kind)
            guard held[share, default: 0] < most else { return false }
            held[share, default: 0] += 1
            return true
        }
    }

    func giveBack(_ kind: Kind, _ client: ClientID) {
        held.withLock { held in
            let share = Share(client: client, kind: kind)
            let left = held[share, default: 0] - 1
            held[share] = left > 0 ? left : nil
        }
    }
}

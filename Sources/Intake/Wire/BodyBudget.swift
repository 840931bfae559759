// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// The bytes of bodies that all connections together may hold while they are collected and answered.
final class BodyBudget: Sendable {
    private let left: Mutex<Int>

    init(_ bytes: Int) {
        left = Mutex(bytes)
    }

    /// Takes bytes, if there are so many left.
    func take(_ bytes: Int) -> Bool {
        left.withLock { left in
            guard bytes <= left else { return false }
            left -= bytes
            return true
        }
    }

    func giveBack(_ bytes: Int) {
        left.withLock { $0 += bytes }
    }
}

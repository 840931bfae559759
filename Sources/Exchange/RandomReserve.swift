// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// A random source that draws much at a time from another and hands it out in pieces: asking the system costs about as much for a
/// kilobyte as for eight bytes.
///
/// Every byte is handed out once and not kept.
package final class RandomReserve: RandomSource {
    private struct Reserve {
        var bytes: [UInt8] = []
        var next = 0
    }

    private static let size = 4096
    private let reserve = Mutex(Reserve())
    private let draw: @Sendable (Int) -> [UInt8]

    /// - Parameter draw: gives as many bytes as asked for, which nobody can guess.
    package init(_ draw: @escaping @Sendable (Int) -> [UInt8]) {
        self.draw = draw
    }

    package func bytes(_ count: Int) -> [UInt8] {
        guard count <= Self.size / 8 else { return draw(count) }
        return reserve.withLock { reserve in
            if reserve.bytes.count - reserve.next < count {
                reserve.bytes = draw(Self.size)
                reserve.next = 0
            }
            let range = reserve.next..<reserve.next + count
            let taken = Array(reserve.bytes[range])
            for index in range { reserve.bytes[index] = 0 }
            reserve.next += count
            return taken
        }
    }
}

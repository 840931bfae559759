// SPDX-License-Identifier: Apache-2.0

import Exchange
import Foundation
import Glibc

/// The time of day of this machine.
struct SystemClock: WallClock {
    func now() -> Timestamp {
        Timestamp(microseconds: Int64((Date().timeIntervalSince1970 * 1_000_000).rounded(.down)))
    }
}

/// The operating system's random source.
struct SystemRandom: RandomSource {
    private let reserve = RandomReserve(Self.draw)

    func bytes(_ count: Int) -> [UInt8] { reserve.bytes(count) }

    /// Straight from the system.
    private static func draw(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        // The most that getentropy gives at once.
        var piece = [UInt8](repeating: 0, count: 256)
        while bytes.count < count {
            if getentropy(&piece, piece.count) != 0 {
                var generator = SystemRandomNumberGenerator()
                for index in piece.indices { piece[index] = generator.next() }
            }
            bytes.append(contentsOf: piece.prefix(count - bytes.count))
        }
        return bytes
    }
}

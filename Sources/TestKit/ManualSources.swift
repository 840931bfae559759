// SPDX-License-Identifier: Apache-2.0

package import Exchange
internal import Synchronization

/// A clock that stands still until it is told to move.
package final class ManualClock: WallClock {
    private let time: Mutex<Timestamp>

    package init(_ start: Timestamp) {
        time = Mutex(start)
    }

    package func now() -> Timestamp { time.withLock { $0 } }

    package func advance(by duration: Duration) {
        time.withLock { $0 = $0 + duration }
    }
}

/// Bytes that look random and come again in every run.
package final class SeededRandom: RandomSource {
    private let state: Mutex<UInt64>

    package init(seed: UInt64) {
        state = Mutex(seed)
    }

    package func bytes(_ count: Int) -> [UInt8] {
        state.withLock { state in
            (0..<count).map { _ in
                // SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014).
                state &+= 0x9E37_79B9_7F4A_7C15
                var word = state
                word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
                word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
                return UInt8(truncatingIfNeeded: word ^ (word >> 31))
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import Exchange
import Testing

@Suite("Retry policy")
struct DeliveryRetryTests {
    private let retry = RetryPolicy(base: .seconds(2), cap: .seconds(60), maxAttempts: 9)

    @Test func `the ceiling doubles up to its cap and no further`() {
        let ceilings = [1, 2, 3, 4, 5, 6, 7, 1_000_000].map { retry.ceiling(afterAttempt: $0) }
        #expect(ceilings == [2, 4, 8, 16, 32, 60, 60, 60].map { .seconds($0) })
        #expect(
            RetryPolicy(base: .seconds(9), cap: .seconds(3), maxAttempts: 1).ceiling(afterAttempt: 5) == .seconds(3)
        )
    }

    @Test func `a delay lies anywhere between nothing and the ceiling`() {
        var generator = SplitMix(seed: 5)
        let delays = (0..<2000).map { _ in retry.delay(afterAttempt: 4, using: &generator) }
        #expect(delays.allSatisfy { $0 >= .zero && $0 <= .seconds(16) })
        #expect(delays.contains { $0 < .seconds(2) })
        #expect(delays.contains { $0 > .seconds(14) })
    }

    @Test func `a delay is never shorter than what the recipient asked for, within a day`() {
        var generator = SplitMix(seed: 6)
        for _ in 0..<200 {
            let delay = retry.delay(afterAttempt: 1, asked: .seconds(100), using: &generator)
            #expect(delay >= .seconds(100) && delay <= .seconds(102))
            #expect(retry.delay(afterAttempt: 1, asked: .seconds(1_000_000), using: &generator) <= .seconds(86_402))
        }
    }

    @Test func `the same randomness gives the same delays`() {
        var first = SplitMix(seed: 8), second = SplitMix(seed: 8)
        for attempt in 1...20 {
            #expect(
                retry.delay(afterAttempt: attempt, using: &first) == retry.delay(afterAttempt: attempt, using: &second)
            )
        }
    }
}

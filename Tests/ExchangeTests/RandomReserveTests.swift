// SPDX-License-Identifier: Apache-2.0

import Exchange
import Synchronization
import Testing

struct RandomReserveTests {
    /// Gives the numbers in order, so that a byte given twice shows.
    private final class Numbers: Sendable {
        private let next = Mutex(0)
        func draw(_ count: Int) -> [UInt8] {
            next.withLock { next in
                defer { next += count }
                return (next..<next + count).map { UInt8(truncatingIfNeeded: $0) }
            }
        }
    }

    @Test func `every piece is as long as asked and no byte is given twice`() {
        let numbers = Numbers()
        let reserve = RandomReserve { numbers.draw($0) }
        // 4,096 bytes are drawn at once: 250 pieces of 16 and one of 12 stay within the first drawing.
        var given: [UInt8] = []
        for _ in 0..<250 { given += reserve.bytes(16) }
        given += reserve.bytes(12)
        #expect(given == (0..<4012).map { UInt8(truncatingIfNeeded: $0) })
        // What is left is too little: a new drawing, never a mixture of old and new.
        #expect(reserve.bytes(100) == (4096..<4196).map { UInt8(truncatingIfNeeded: $0) })
        #expect(reserve.bytes(0).isEmpty)
        #expect(reserve.bytes(2000).count == 2000)
    }
}

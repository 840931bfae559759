// SPDX-License-Identifier: Apache-2.0

import Foundation
import NIOCore

/// Makes the ids of one connection's events: version 7 (RFC 9562 §5.7), written as text into a space of its own.
struct EventIDs: Sendable {
    /// Bytes of one id as text.
    static let length = 36

    /// The id made last.
    private(set) var text: [UInt8]
    private(set) var count: UInt64 = 0
    private let origin: (wall: UInt64, monotonic: NIODeadline)
    private let salt: UInt64

    /// - Parameter connection: tells the connections of one run apart; at most 65,535.
    init(connection: Int) {
        text = Array("00000000-0000-7000-8000-000000000000".utf8)
        origin = (UInt64(Date().timeIntervalSince1970 * 1_000), .now())
        // 16 bits that differ from run to run, 16 of the connection: the counter has the rest of the 62.
        salt = UInt64(UInt16.random(in: .min ... .max)) << 46 | UInt64(UInt16(truncatingIfNeeded: connection)) << 30
    }

    /// Makes the next id.
    mutating func advance(at now: NIODeadline) {
        count += 1
        let elapsed = UInt64(max(0, (now - origin.monotonic).nanoseconds / 1_000_000))
        write((origin.wall + elapsed) << 16 | 0x7000 | count & 0xFFF, from: 0)
        write(0x8000_0000_0000_0000 | salt | count & 0x3FFF_FFFF, from: 8)
    }

    private static let digits = Array("0123456789abcdef".utf8)
    /// Where each byte's two digits stand.
    private static let places = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34]

    private mutating func write(_ word: UInt64, from first: Int) {
        for index in 0..<8 {
            let byte = Int(truncatingIfNeeded: word >> UInt64(56 - index * 8) & 0xFF)
            let place = Self.places[first + index]
            text[place] = Self.digits[byte >> 4]
            text[place + 1] = Self.digits[byte & 15]
        }
    }
}

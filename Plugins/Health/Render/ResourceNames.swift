// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// The ids of a bundle's resources: made from the delivery's, so that a repeated delivery is the same bundle byte for byte.
struct ResourceNames {
    private let deliveryID: String

    init(deliveryID: String) {
        self.deliveryID = deliveryID
    }

    /// A UUID of version 8 (RFC 9562 §5.8) over delivery and resource name.
    func id(_ name: String) -> String {
        let seed = Array("\(deliveryID)/\(name)".utf8)
        var bytes = Self.hash(seed, 0xCBF2_9CE4_8422_2325) + Self.hash(seed.reversed(), 0x8422_2325_CBF2_9CE4)
        bytes[6] = 0x80 | bytes[6] & 0x0F
        bytes[8] = 0x80 | bytes[8] & 0x3F
        let digits = bytes.map { byte in
            let text = String(byte, radix: 16)
            return byte < 16 ? "0\(text)" : text
        }
        return [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { digits[$0].joined() }.joined(separator: "-")
    }

    func fullURL(_ name: String) -> String { "urn:uuid:\(id(name))" }

    func reference(_ name: String) -> Value {
        .record([("reference", .string(fullURL(name)))])
    }

    /// FNV-1a, 64 bits, big-endian: only distinctness within one bundle is asked of it.
    private static func hash(_ bytes: [UInt8], _ basis: UInt64) -> [UInt8] {
        let value = bytes.reduce(basis) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
        return (0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * $0)) }
    }
}

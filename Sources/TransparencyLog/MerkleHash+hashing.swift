// SPDX-License-Identifier: Apache-2.0

import Crypto

extension MerkleHash {
    /// Root of the tree without leaves: SHA-256 of nothing (RFC 9162 §2.1.1).
    package static let emptyRoot = digest(of: [])

    /// Hash of a leaf: SHA-256(0x00 ‖ entry) (RFC 9162 §2.1.1).
    package static func leaf(of entry: some Collection<UInt8>) -> MerkleHash {
        var input: [UInt8] = []
        input.reserveCapacity(entry.count + 1)
        input.append(0x00)
        input.append(contentsOf: entry)
        return digest(of: input)
    }

    /// Hash of an inner node: SHA-256(0x01 ‖ left ‖ right) (RFC 9162 §2.1.1).
    package static func node(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash {
        var input: [UInt8] = []
        input.reserveCapacity(1 + 2 * byteCount)
        input.append(0x01)
        left.append(to: &input)
        right.append(to: &input)
        return digest(of: input)
    }

    /// The row of nodes above a row; a last one without a partner is carried up as it is.
    static func parents(of row: [MerkleHash]) -> [MerkleHash] {
        stride(from: 0, to: row.count, by: 2).map { left in
            left + 1 < row.count ? node(row[left], row[left + 1]) : row[left]
        }
    }

    private static func digest(of input: [UInt8]) -> MerkleHash {
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        for (offset, byte) in SHA256.hash(data: input).enumerated() {
            switch offset >> 3 {
            case 0: words.0 = words.0 << 8 | UInt64(byte)
            case 1: words.1 = words.1 << 8 | UInt64(byte)
            case 2: words.2 = words.2 << 8 | UInt64(byte)
            default: words.3 = words.3 << 8 | UInt64(byte)
            }
        }
        return MerkleHash(digestWords: words)
    }
}

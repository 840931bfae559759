// SPDX-License-Identifier: Apache-2.0

import Crypto

extension MerkleHash {
    /// Root of the tree without leaves: SHA-256 of nothing (RFC 9162 §2.1.1).
    package static let emptyRoot = MerkleHash(SHA256().finalize())

    /// Hash of a leaf: SHA-256(0x00 ‖ entry) (RFC 9162 §2.1.1).
    package static func leaf(of entry: some Collection<UInt8>) -> MerkleHash {
        var hash = SHA256()
        withUnsafeBytes(of: UInt8(0x00)) { hash.update(bufferPointer: $0) }
        let inPlace: Void? = entry.withContiguousStorageIfAvailable {
            hash.update(bufferPointer: UnsafeRawBufferPointer($0))
        }
        if inPlace == nil { hash.update(data: Array(entry)) }
        return MerkleHash(hash.finalize())
    }

    /// Hash of an inner node: SHA-256(0x01 ‖ left ‖ right) (RFC 9162 §2.1.1).
    package static func node(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash {
        var hash = SHA256()
        withUnsafeBytes(of: UInt8(0x01)) { hash.update(bufferPointer: $0) }
        left.withBytes { hash.update(bufferPointer: $0) }
        right.withBytes { hash.update(bufferPointer: $0) }
        return MerkleHash(hash.finalize())
    }

    /// The row of nodes above a row; a last one without a partner is carried up as it is.
    static func parents(of row: [MerkleHash]) -> [MerkleHash] {
        stride(from: 0, to: row.count, by: 2).map { left in
            left + 1 < row.count ? node(row[left], row[left + 1]) : row[left]
        }
    }

    private init(_ digest: SHA256Digest) {
        self = digest.withUnsafeBytes { bytes in
            func word(_ offset: Int) -> UInt64 {
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            }
            return MerkleHash(digestWords: (word(0), word(8), word(16), word(24)))
        }
    }
}

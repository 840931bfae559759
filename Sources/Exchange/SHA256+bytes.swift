// SPDX-License-Identifier: Apache-2.0

internal import Crypto

extension SHA256 {
    /// The digest, 32 bytes.
    ///
    /// Why not `hash(data:)`: it asks every kind of data for its regions, which costs as much as hashing a kilobyte.
    static func bytes(of data: [UInt8]) -> [UInt8] { bytes(of: data[...]) }

    /// The digest, 32 bytes.
    static func bytes(of data: ArraySlice<UInt8>) -> [UInt8] {
        var hash = SHA256()
        data.withUnsafeBytes { hash.update(bufferPointer: $0) }
        return hash.finalize().withUnsafeBytes { Array($0) }
    }
}

// SPDX-License-Identifier: Apache-2.0

extension MerkleHash {
    /// Cuts a run of bytes into hashes; nil if the length is no multiple of 32.
    package static func row(from bytes: some Collection<UInt8>) -> [MerkleHash]? {
        guard bytes.count.isMultiple(of: byteCount) else { return nil }
        var rest = bytes[...]
        var row: [MerkleHash] = []
        row.reserveCapacity(bytes.count / byteCount)
        while !rest.isEmpty {
            guard let hash = MerkleHash(bytes: rest.prefix(byteCount)) else { return nil }
            row.append(hash)
            rest = rest.dropFirst(byteCount)
        }
        return row
    }

    /// Hashes laid one after another, 32 bytes each.
    package static func bytes(of row: some Collection<MerkleHash>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(row.count * byteCount)
        for hash in row {
            hash.append(to: &bytes)
        }
        return bytes
    }
}

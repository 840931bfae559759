// SPDX-License-Identifier: Apache-2.0

/// Up to 256 neighbouring hashes of one level of tiles (C2SP tlog-tiles).
package struct Tile: Hashable, Sendable {
    /// Number of hashes in a full tile.
    package static let fullWidth = 256

    /// Where the tile belongs.
    package let address: TileAddress
    /// Its hashes from the left, 1 to 256.
    package let hashes: [MerkleHash]

    /// Makes a tile of 1 to 256 hashes.
    package init(address: TileAddress, hashes: [MerkleHash]) throws(TileError) {
        guard (1...Self.fullWidth).contains(hashes.count) else { throw .length(address) }
        self.address = address
        self.hashes = hashes
    }

    /// Takes hashes whose number the caller has seen to.
    init(unchecked address: TileAddress, hashes: [MerkleHash]) {
        self.address = address
        self.hashes = hashes
    }

    /// Reads the stored form: 32 bytes a hash, 1 to 256 hashes.
    package init(address: TileAddress, bytes: some Collection<UInt8>) throws(TileError) {
        guard let hashes = MerkleHash.row(from: bytes) else { throw .length(address) }
        try self.init(address: address, hashes: hashes)
    }

    /// The form that is stored and served, 8,192 bytes for a full tile.
    package var bytes: [UInt8] { MerkleHash.bytes(of: hashes) }

    /// Place and width, which make the path.
    package var reference: TileReference { TileReference(unchecked: address, width: hashes.count) }
}

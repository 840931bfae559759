// SPDX-License-Identifier: Apache-2.0

/// What is wrong with stored tiles, and with which.
package enum TileError: Error, Hashable {
    /// The tile does not hold 1 to 256 hashes of 32 bytes.
    case length(TileAddress)
    /// The tile is not there.
    case missing(TileAddress)
    /// The tile has fewer hashes than the tree's size demands.
    case narrow(TileAddress, needed: Int, found: Int)
    /// The tile's hashes do not lead to those of the tree's right edge.
    case disagrees(TileAddress)
}

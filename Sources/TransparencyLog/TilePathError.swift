// SPDX-License-Identifier: Apache-2.0

/// The part of a tile's path that is wrong.
package enum TilePathError: Error, Hashable {
    /// The path does not begin with `tile/`.
    case prefix
    /// The level is no number from 0 to 63.
    case level
    /// The index is not written in elements of three digits, all but the last with an `x`, or is past 64 bits.
    case index
    /// The width behind `.p/` is no number from 1 to 255.
    case width
}

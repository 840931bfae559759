// SPDX-License-Identifier: Apache-2.0

/// Why a stored compact range cannot be taken up.
package enum CompactRangeError: Error, Hashable {
    /// The size is past `CompactRange.maximumSize`.
    case sizeTooLarge
    /// The list of hashes does not fit the size, which wants one hash for each bit set in it.
    case hashCount(expected: Int, found: Int)
}

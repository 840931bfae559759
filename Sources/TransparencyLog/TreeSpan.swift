// SPDX-License-Identifier: Apache-2.0

/// A run of leaves that RFC 9162's recursion cuts off: aligned at its start to a power of two no shorter than itself.
struct TreeSpan: Hashable, Sendable {
    var start: UInt64
    var end: UInt64

    var count: UInt64 { end - start }

    /// Where the tree over this run is split: at the largest power of two below its length.
    ///
    /// Needs two leaves or more.
    var split: UInt64 {
        start + 1 << UInt64(63 - (count - 1).leadingZeroBitCount)
    }

    /// The complete nodes that cover the run, largest first; folded from the right they give its root.
    var nodes: [NodeAddress] {
        var nodes: [NodeAddress] = []
        var position = start
        for level in (0..<64).reversed() where count >> UInt64(level) & 1 == 1 {
            nodes.append(NodeAddress(level: level, index: position >> UInt64(level)))
            position += 1 << UInt64(level)
        }
        return nodes
    }
}

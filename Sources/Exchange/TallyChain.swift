// SPDX-License-Identifier: Apache-2.0

internal import Crypto
package import TransparencyLog

/// How many entries rest on an agreement, and a hash that only those entries, all of them and in this order, lead to.
///
/// Begins with 0 and 32 zero bytes; each entry makes running = SHA-256(running ‖ leaf hash).
package struct TallyChain: Sendable, Hashable {
    package private(set) var entries: Int64
    /// 32 bytes.
    package private(set) var running: [UInt8]

    package init(entries: Int64 = 0, running: [UInt8] = Array(repeating: 0, count: 32)) {
        self.entries = entries
        self.running = running
    }

    package mutating func add(_ leaf: MerkleHash) {
        entries += 1
        running = SHA256.bytes(of: running + leaf.bytes)
    }
}

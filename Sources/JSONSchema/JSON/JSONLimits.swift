// SPDX-License-Identifier: Apache-2.0

/// Bounds applied while parsing.
///
/// Whatever `maxBytes` says, a text longer than 32 MiB is refused: offsets and counts are packed.
package struct JSONLimits: Sendable, Equatable {
    /// The longest text accepted, in bytes.
    package var maxBytes: Int
    /// The deepest nesting of arrays and objects accepted; a lone scalar has depth 0.
    package var maxDepth: Int

    /// Bounds chosen by the caller.
    package init(maxBytes: Int, maxDepth: Int) {
        self.maxBytes = maxBytes
        self.maxDepth = maxDepth
    }

    /// For one message: 1 MiB, depth 64.
    package static let message = JSONLimits(maxBytes: 1 << 20, maxDepth: 64)
    /// For one document of a feed: 16 MiB, depth 64.
    package static let document = JSONLimits(maxBytes: 16 << 20, maxDepth: 64)
    /// For a schema: 4 MiB, depth 128.
    package static let schema = JSONLimits(maxBytes: 4 << 20, maxDepth: 128)

    var effectiveBytes: Int { min(maxBytes, 32 << 20) }
}

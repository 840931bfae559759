// SPDX-License-Identifier: Apache-2.0

package import JSONSchema

/// Runs expressions with back-references and look-around by PCRE2, always within limits.
package struct PCREEngine: PatternEngine {
    /// Bounds of one search.
    package struct Limits: Sendable {
        /// How often the matcher may try again.
        package var matches: UInt32
        /// How deep it may nest.
        package var depth: UInt32
        /// Memory for that, in KiB.
        package var heap: UInt32
        /// The longest text searched, in bytes: between two tries the matcher may scan all of it.
        package var textLength: Int

        /// Bounds that keep a search below about a second.
        package init(matches: UInt32 = 50_000, depth: UInt32 = 5_000, heap: UInt32 = 8_192, textLength: Int = 8_192) {
            self.matches = matches
            self.depth = depth
            self.heap = heap
            self.textLength = textLength
        }
    }

    private let limits: Limits

    /// An engine whose searches keep these limits.
    package init(limits: Limits = Limits()) { self.limits = limits }

    /// Compiles an expression of at most 1 MiB.
    package func compile(_ expression: String) throws(PatternError) -> any BacktrackingPattern {
        try PCREPattern(expression, limits)
    }
}

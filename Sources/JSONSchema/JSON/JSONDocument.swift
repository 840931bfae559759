// SPDX-License-Identifier: Apache-2.0

/// An exactly parsed JSON text: immutable bytes and a flat tape over them.
///
/// Scalars cost no allocation; strings are unescaped and numbers read only when asked for.
package struct JSONDocument: Sendable {
    /// The text as it was given.
    package let bytes: [UInt8]
    let tape: [TapeEntry]

    /// Parses strictly (RFC 8259, UTF-8 without byte order mark).
    ///
    /// Member names are compared after unescaping, by bytes; a repeated name is refused unless `allowingDuplicateNames`.
    package init(
        _ bytes: [UInt8],
        limits: JSONLimits = .message,
        allowingDuplicateNames: Bool = false
    ) throws(JSONSyntaxError) {
        var scanner = try JSONScanner(bytes, limits: limits, allowingDuplicateNames: allowingDuplicateNames)
        try scanner.run()
        self.bytes = bytes
        tape = scanner.tape
    }

    /// The outermost value.
    package var root: JSONNode { JSONNode(document: self, index: 0) }
}

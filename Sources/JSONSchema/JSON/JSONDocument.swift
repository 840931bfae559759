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
        self.bytes = bytes
        // A value takes a byte and what parts it from the next another, so the last room is enough whatever is left open.
        for room in [bytes.count / 7 + 8, bytes.count / 2 + min(limits.maxDepth, bytes.count) + 2] {
            var isOutOfTape = false
            do throws(JSONSyntaxError) {
                tape = try [TapeEntry](capacity: room) { (tape: inout OutputSpan<TapeEntry>) throws(JSONSyntaxError) in
                    var scanner = try JSONScanner(
                        bytes.span,
                        limits: limits,
                        allowingDuplicateNames: allowingDuplicateNames
                    )
                    defer { isOutOfTape = scanner.isOutOfTape }
                    try scanner.run(into: &tape)
                }
                return
            } catch {
                guard isOutOfTape else { throw error }
            }
        }
        throw JSONSyntaxError(offset: bytes.count, reason: .tooLarge)
    }

    /// The outermost value.
    package var root: JSONNode { JSONNode(document: self, index: 0) }
}

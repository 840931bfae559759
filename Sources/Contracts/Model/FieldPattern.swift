// SPDX-License-Identifier: Apache-2.0

/// Where a field stands in every message of a contract: a JSON pointer in which `*` is any array item or map value.
package struct FieldPattern: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let tokens: [String]

    /// The whole message.
    package static let root = FieldPattern([])

    package init(_ tokens: [String]) {
        self.tokens = tokens
    }

    /// Reads `/concerns/*/type`; nil unless empty or made of contract field names and stars.
    package init?(parsing text: String) {
        guard !text.isEmpty else {
            self = .root
            return
        }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 1, parts[0].isEmpty,
            parts.dropFirst().allSatisfy({ $0 == "*" || FieldPattern.isFieldName($0) })
        else { return nil }
        tokens = Array(parts.dropFirst())
    }

    package var description: String { tokens.map { "/" + $0 }.joined() }

    package func appending(_ token: String) -> FieldPattern { FieldPattern(tokens + [token]) }

    package func appending(_ other: FieldPattern) -> FieldPattern { FieldPattern(tokens + other.tokens) }

    /// True of the field itself and of everything inside it.
    package func covers(_ other: FieldPattern) -> Bool { other.tokens.starts(with: tokens) }

    package static func < (left: FieldPattern, right: FieldPattern) -> Bool {
        left.tokens.lexicographicallyPrecedes(right.tokens)
    }

    /// ASCII only, so that comparing names as strings is comparing their bytes.
    static func isFieldName(_ text: String) -> Bool {
        guard let first = text.utf8.first, isLetter(first), text.utf8.count <= 100 else { return false }
        return text.utf8.allSatisfy { isLetter($0) || $0 &- 0x30 < 10 || $0 == UInt8(ascii: "_") }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 0x61 < 26
    }
}

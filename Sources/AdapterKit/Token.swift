// SPDX-License-Identifier: Apache-2.0

/// A code of a foreign answer, fit to be repeated in a reason or kept as a reference.
///
/// Letters, digits, `_`, `-` and `.`, at most 64 of them: anything else might be a record's.
public struct Token: Sendable, Hashable {
    /// The code.
    public let text: String

    /// Takes a text that is a code and nothing else.
    public init?(_ text: String) {
        guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy(Self.isAllowed) else { return nil }
        self.text = text
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
        default: false
        }
    }
}

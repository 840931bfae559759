// SPDX-License-Identifier: Apache-2.0

/// Takes lines that end with a newline off the front of a text.
struct LineReader {
    private(set) var rest: ArraySlice<UInt8>
    /// Number of the line last taken, from 1.
    private(set) var line = 0

    init(rest: ArraySlice<UInt8>) {
        self.rest = rest
    }

    /// The next line without its newline; nil if no newline is left.
    mutating func next() -> ArraySlice<UInt8>? {
        guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        defer { rest = rest[(end + 1)...] }
        line += 1
        return rest[..<end]
    }
}

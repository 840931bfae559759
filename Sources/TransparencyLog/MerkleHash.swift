// SPDX-License-Identifier: Apache-2.0

/// A SHA-256 value of the tree: the hash of a leaf, of a node, or a root.
///
/// Kept as four words, so that it is copied and compared without the heap.
package struct MerkleHash: Hashable, Sendable {
    /// Length of a hash in bytes.
    package static let byteCount = 32

    private let first: UInt64
    private let second: UInt64
    private let third: UInt64
    private let fourth: UInt64

    /// Takes exactly 32 bytes; anything else is nil.
    package init?(bytes: some Sequence<UInt8>) {
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        var count = 0
        for byte in bytes {
            switch count >> 3 {
            case 0: words.0 = words.0 << 8 | UInt64(byte)
            case 1: words.1 = words.1 << 8 | UInt64(byte)
            case 2: words.2 = words.2 << 8 | UInt64(byte)
            case 3: words.3 = words.3 << 8 | UInt64(byte)
            default: return nil
            }
            count += 1
        }
        guard count == Self.byteCount else { return nil }
        (first, second, third, fourth) = words
    }

    /// Takes exactly 32 bytes; anything else is nil.
    ///
    /// For arrays, which most callers have: a sequence of any kind is read through its witnesses.
    package init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        func word(_ offset: Int) -> UInt64 { bytes[offset..<offset + 8].reduce(0) { $0 << 8 | UInt64($1) } }
        self.init(digestWords: (word(0), word(8), word(16), word(24)))
    }

    /// Takes a digest, whose length its type already fixes.
    init(digestWords words: (UInt64, UInt64, UInt64, UInt64)) {
        (first, second, third, fourth) = words
    }

    /// The 32 bytes, first byte first.
    package var bytes: [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(Self.byteCount)
        append(to: &result)
        return result
    }

    /// Adds the 32 bytes to the end of a buffer.
    package func append(to buffer: inout [UInt8]) {
        withBytes { buffer.append(contentsOf: $0) }
    }

    /// Shows the 32 bytes in place, first byte first.
    package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        withUnsafeBytes(of: (first.bigEndian, second.bigEndian, third.bigEndian, fourth.bigEndian), body)
    }
}

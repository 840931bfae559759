// SPDX-License-Identifier: Apache-2.0

/// The time of day, for stamps and validity; waiting uses Swift's `Clock`.
package protocol WallClock: Sendable {
    func now() -> Timestamp
}

/// Bytes nobody can guess: salts, keys, lease tokens.
package protocol RandomSource: Sendable {
    func bytes(_ count: Int) -> [UInt8]
}

/// The system's random source seen as a generator.
package struct SecureGenerator: RandomNumberGenerator {
    private let source: any RandomSource

    package init(_ source: any RandomSource) {
        self.source = source
    }

    package func next() -> UInt64 {
        var word: UInt64 = 0
        for byte in source.bytes(8) { word = word << 8 | UInt64(byte) }
        return word
    }
}

// SPDX-License-Identifier: Apache-2.0

extension MerkleHash: CustomStringConvertible {
    /// Reads 64 hexadecimal digits of either case; anything else is nil.
    package init?(hex: String) {
        guard let bytes = Hex.decode(hex.utf8) else { return nil }
        self.init(bytes: bytes)
    }

    /// Reads padded standard base64 in its one canonical spelling; anything else is nil.
    package init?(base64: some Collection<UInt8>) {
        guard let bytes = Base64.decode(base64) else { return nil }
        self.init(bytes: bytes)
    }

    /// Reads padded standard base64 in its one canonical spelling; anything else is nil.
    package init?(base64: String) {
        self.init(base64: base64.utf8)
    }

    /// Lowercase hexadecimal, 64 digits.
    package var hex: String { Hex.encode(bytes) }

    /// Standard base64 with padding, 44 characters (RFC 4648 §4).
    package var base64: String { Base64.encode(bytes) }

    /// The same as `hex`.
    package var description: String { hex }
}

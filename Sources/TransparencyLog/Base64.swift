// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// Standard base64 with padding (RFC 4648 §4).
enum Base64 {
    /// Decodes; nil unless the input is the very text `encode` would give.
    ///
    /// Stray bits behind the last byte would let one signed file be spelt in several ways.
    static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard let data = Data(base64Encoded: Data(text)) else { return nil }
        let bytes = Array(data)
        return encode(bytes).utf8.elementsEqual(text) ? bytes : nil
    }

    /// Encodes with padding and without line breaks.
    static func encode(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString()
    }
}

// SPDX-License-Identifier: Apache-2.0

/// IP addresses in text.
enum AddressFormat {
    /// Four decimal octets without leading zeros (RFC 2673 §3.2).
    static func isIPv4(_ text: ArraySlice<UInt8>) -> Bool {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy(isOctet)
    }

    private static func isOctet(_ part: ArraySlice<UInt8>) -> Bool {
        guard !part.isEmpty, part.count <= 3, part.allSatisfy(Byte.isDigit),
            part.count == 1 || part.first != UInt8(ascii: "0")
        else { return false }
        return part.reduce(0) { $0 * 10 + Int($1 - 0x30) } < 256
    }

    /// Eight groups, one run of zeros elided, the last two perhaps as IPv4 (RFC 4291 §2.2).
    ///
    /// No zone.
    static func isIPv6(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.count <= 45 else { return false }
        let colon = UInt8(ascii: ":")
        var gap: Int?
        for index in text.indices.dropLast() where text[index] == colon && text[index + 1] == colon {
            if gap != nil { return false }
            gap = index
        }
        guard let gap else { return groups(text, isLast: true) == 8 }
        let head = text[..<gap]
        let tail = text[(gap + 2)...]
        guard let before = head.isEmpty ? 0 : groups(head, isLast: false),
            let after = tail.isEmpty ? 0 : groups(tail, isLast: true)
        else { return false }
        return before + after <= 7
    }

    private static func groups(_ text: ArraySlice<UInt8>, isLast: Bool) -> Int? {
        let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        var count = 0
        for (position, part) in parts.enumerated() {
            if isLast, position == parts.count - 1, part.contains(UInt8(ascii: ".")) {
                guard isIPv4(part) else { return nil }
                count += 2
            } else {
                guard !part.isEmpty, part.count <= 4, part.allSatisfy(Byte.isHex) else { return nil }
                count += 1
            }
        }
        return count
    }
}

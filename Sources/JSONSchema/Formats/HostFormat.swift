// SPDX-License-Identifier: Apache-2.0

/// Host names and mail addresses.
enum HostFormat {
    /// Letter-digit-hyphen labels of at most 63 bytes, 253 in all (RFC 1123 §2.1); an A-label must decode (RFC 5891 §5.4).
    static func isHostname(_ text: ArraySlice<UInt8>) -> Bool {
        guard !text.isEmpty, text.count <= 253 else { return false }
        return text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy(isLabel)
    }

    private static func isLabel(_ label: ArraySlice<UInt8>) -> Bool {
        let dash = UInt8(ascii: "-")
        guard !label.isEmpty, label.count <= 63, label.first != dash, label.last != dash else { return false }
        guard label.allSatisfy({ Byte.isAlphanumeric($0) || $0 == dash }) else { return false }
        guard label.count >= 4, label.prefix(4).map({ $0 | 0x20 }) == Array("xn--".utf8) else { return true }
        return InternationalLabel.isValid(label.dropFirst(4))
    }

    /// `Mailbox` of RFC 5321 §4.1.2: dot-atom or quoted local part, domain or address literal.
    static func isEmail(_ text: ArraySlice<UInt8>) -> Bool {
        guard let at = text.lastIndex(of: UInt8(ascii: "@")) else { return false }
        let domain = text[(at + 1)...]
        guard isLocal(text[..<at]) else { return false }
        guard domain.first == UInt8(ascii: "[") else { return isHostname(domain) }
        guard domain.last == UInt8(ascii: "]") else { return false }
        let literal = domain.dropFirst().dropLast()
        guard literal.starts(with: "IPv6:".utf8) else { return AddressFormat.isIPv4(literal) }
        return AddressFormat.isIPv6(literal.dropFirst(5))
    }

    private static func isLocal(_ local: ArraySlice<UInt8>) -> Bool {
        guard !local.isEmpty, local.count <= 64 else { return false }
        if local.first == UInt8(ascii: "\"") { return isQuoted(local) }
        let atoms = local.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return atoms.allSatisfy { atom in
            !atom.isEmpty && atom.allSatisfy { Byte.isAlphanumeric($0) || marks.contains($0) }
        }
    }

    private static let marks = Array("!#$%&'*+-/=?^_`{|}~".utf8)

    private static func isQuoted(_ local: ArraySlice<UInt8>) -> Bool {
        guard local.count >= 2, local.last == UInt8(ascii: "\"") else { return false }
        var isEscaped = false
        for byte in local.dropFirst().dropLast() {
            guard byte >= 0x20, byte < 0x7F else { return false }
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                return false
            }
        }
        return !isEscaped
    }
}

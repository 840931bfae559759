// SPDX-License-Identifier: Apache-2.0

/// Mail addresses.
enum MailFormat {
    /// `Mailbox` of RFC 5321 §4.1.2: dot-atom or quoted local part, domain or address literal.
    ///
    /// An international one may hold UTF-8 beyond ASCII on both sides (RFC 6531 §3.3).
    static func isAddress(_ text: ArraySlice<UInt8>, isInternational: Bool) -> Bool {
        guard let at = text.lastIndex(of: UInt8(ascii: "@")) else { return false }
        let domain = text[(at + 1)...]
        guard isLocal(text[..<at], isInternational) else { return false }
        guard domain.first == UInt8(ascii: "[") else {
            return isInternational ? HostFormat.isInternational(domain) : HostFormat.isHostname(domain)
        }
        guard domain.last == UInt8(ascii: "]") else { return false }
        let literal = domain.dropFirst().dropLast()
        guard literal.starts(with: "IPv6:".utf8) else { return AddressFormat.isIPv4(literal) }
        return AddressFormat.isIPv6(literal.dropFirst(5))
    }

    private static func isLocal(_ local: ArraySlice<UInt8>, _ isInternational: Bool) -> Bool {
        guard !local.isEmpty, local.count <= 64 else { return false }
        if local.first == UInt8(ascii: "\"") { return isQuoted(local, isInternational) }
        return local.allParts(between: UInt8(ascii: ".")) { atom in
            !atom.isEmpty
                && atom.allSatisfy { byte in
                    Byte.isAlphanumeric(byte) || marks.contains(byte) || isInternational && byte >= 0x80
                }
        }
    }

    private static let marks = Array("!#$%&'*+-/=?^_`{|}~".utf8)

    private static func isQuoted(_ local: ArraySlice<UInt8>, _ isInternational: Bool) -> Bool {
        guard local.count >= 2, local.last == UInt8(ascii: "\"") else { return false }
        var isEscaped = false
        for byte in local.dropFirst().dropLast() {
            guard byte >= 0x20, byte < 0x7F || isInternational && byte >= 0x80 else { return false }
            if isEscaped {
                guard byte < 0x80 else { return false }
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

// SPDX-License-Identifier: Apache-2.0

/// URIs and references by the grammar of RFC 3986; international ones, beyond ASCII, by that of RFC 3987.
struct URIFormat {
    private let isInternational: Bool

    static func isReference(_ text: ArraySlice<UInt8>, needsScheme: Bool, isInternational: Bool) -> Bool {
        URIFormat(isInternational: isInternational).isReference(text, needsScheme)
    }

    private func isReference(_ text: ArraySlice<UInt8>, _ needsScheme: Bool) -> Bool {
        var rest = text
        let scheme = scheme(rest)
        if let scheme { rest = rest[(scheme.endIndex + 1)...] }
        guard scheme != nil || !needsScheme else { return false }
        if let hash = rest.firstIndex(of: UInt8(ascii: "#")) {
            guard allowed(rest[(hash + 1)...], .query) else { return false }
            rest = rest[..<hash]
        }
        if let mark = rest.firstIndex(of: UInt8(ascii: "?")) {
            guard allowed(rest[(mark + 1)...], .query, inQuery: true) else { return false }
            rest = rest[..<mark]
        }
        if rest.starts(with: "//".utf8) {
            let after = rest.dropFirst(2)
            let path = after.firstIndex(of: UInt8(ascii: "/")) ?? after.endIndex
            guard isAuthority(after[..<path]) else { return false }
            rest = after[path...]
        } else if scheme == nil, rest.prefix(while: { $0 != UInt8(ascii: "/") }).contains(UInt8(ascii: ":")) {
            return false
        }
        return allowed(rest, .path)
    }

    private func scheme(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")), let first = text.first, Byte.isLetter(first) else {
            return nil
        }
        let name = text[..<colon]
        return name.allSatisfy(ByteSet.scheme.contains) ? name : nil
    }

    private func isAuthority(_ text: ArraySlice<UInt8>) -> Bool {
        var host = text
        if let at = text.firstIndex(of: UInt8(ascii: "@")) {
            guard allowed(text[..<at], .user) else { return false }
            host = text[(at + 1)...]
        }
        if host.first == UInt8(ascii: "[") {
            guard let end = host.firstIndex(of: UInt8(ascii: "]")) else { return false }
            let port = host[(end + 1)...]
            return isLiteral(host[(host.startIndex + 1)..<end])
                && (port.isEmpty || port.first == UInt8(ascii: ":") && port.dropFirst().allSatisfy(Byte.isDigit))
        }
        if let colon = host.firstIndex(of: UInt8(ascii: ":")) {
            guard host[(colon + 1)...].allSatisfy(Byte.isDigit) else { return false }
            host = host[..<colon]
        }
        return allowed(host, .name)
    }

    private func isLiteral(_ text: ArraySlice<UInt8>) -> Bool {
        guard let first = text.first, first | 0x20 == UInt8(ascii: "v") else { return AddressFormat.isIPv6(text) }
        guard let dot = text.firstIndex(of: UInt8(ascii: ".")) else { return false }
        let version = text[(text.startIndex + 1)..<dot]
        let address = text[(dot + 1)...]
        return !version.isEmpty && version.allSatisfy(Byte.isHex) && !address.isEmpty
            && address.allSatisfy(ByteSet.user.contains)
    }

    /// Members of a set, percent-encoded bytes, and in an IRI characters beyond ASCII.
    private func allowed(_ text: ArraySlice<UInt8>, _ set: ByteSet, inQuery: Bool = false) -> Bool {
        var index = text.startIndex
        while index < text.endIndex {
            let byte = text[index]
            if byte == UInt8(ascii: "%") {
                guard index + 2 < text.endIndex, Byte.isHex(text[index + 1]), Byte.isHex(text[index + 2]) else {
                    return false
                }
                index += 3
                continue
            }
            guard set.contains(byte) || isInternational && byte >= 0x80 else { return false }
            index += 1
        }
        guard isInternational, text.contains(where: { $0 >= 0x80 }) else { return true }
        return String(decoding: text, as: UTF8.self).unicodeScalars.allSatisfy { scalar in
            scalar.isASCII || Self.isUnicode(scalar.value) || inQuery && Self.isPrivate(scalar.value)
        }
    }

    /// `ucschar` of RFC 3987 §2.2: no private use, no noncharacters, no specials.
    private static func isUnicode(_ value: UInt32) -> Bool {
        switch value {
        case 0xA0...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFEF: true
        case 0x10000...0xDFFFF: value & 0xFFFF <= 0xFFFD
        case 0xE1000...0xEFFFD: true
        default: false
        }
    }

    /// `iprivate` of RFC 3987 §2.2.
    private static func isPrivate(_ value: UInt32) -> Bool {
        switch value {
        case 0xE000...0xF8FF, 0xF0000...0xFFFFD, 0x100000...0x10FFFD: true
        default: false
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

/// URI templates by the grammar of RFC 6570 §2.
enum URITemplateFormat {
    static func isTemplate(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text
        while let first = rest.first {
            if first == UInt8(ascii: "{") {
                guard let close = rest.firstIndex(of: UInt8(ascii: "}")),
                    isExpression(rest[(rest.startIndex + 1)..<close])
                else { return false }
                rest = rest[(close + 1)...]
            } else if first == UInt8(ascii: "%") {
                guard isPercent(rest) else { return false }
                rest = rest.dropFirst(3)
            } else {
                guard isLiteral(first) else { return false }
                rest = rest.dropFirst()
            }
        }
        return true
    }

    private static let forbidden = Array("\"<>\\^`{|}".utf8)

    private static func isLiteral(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte != 0x7F && !forbidden.contains(byte)
    }

    private static func isPercent(_ text: ArraySlice<UInt8>) -> Bool {
        let digits = text.dropFirst().prefix(2)
        return text.first == UInt8(ascii: "%") && digits.count == 2 && digits.allSatisfy(Byte.isHex)
    }

    private static func isExpression(_ text: ArraySlice<UInt8>) -> Bool {
        var list = text
        if let first = list.first, "+#./;?&=,!@|".utf8.contains(first) { list = list.dropFirst() }
        return list.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).allSatisfy(isVariable)
    }

    private static func isVariable(_ text: ArraySlice<UInt8>) -> Bool {
        var name = text
        if name.last == UInt8(ascii: "*") {
            name = name.dropLast()
        } else if let colon = name.firstIndex(of: UInt8(ascii: ":")) {
            let length = name[(colon + 1)...]
            guard (1...4).contains(length.count), length.allSatisfy(Byte.isDigit), length.first != UInt8(ascii: "0")
            else { return false }
            name = name[..<colon]
        }
        return name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { part in
            var rest = part
            guard !rest.isEmpty else { return false }
            while let first = rest.first {
                if isPercent(rest) {
                    rest = rest.dropFirst(3)
                } else {
                    guard Byte.isAlphanumeric(first) || first == UInt8(ascii: "_") else { return false }
                    rest = rest.dropFirst()
                }
            }
            return true
        }
    }
}

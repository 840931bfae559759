// SPDX-License-Identifier: Apache-2.0

/// Turns the bytes between separators into text: escape sequences undone, trimmed.
struct HL7Text {
    let separators: HL7Separators
    let charset: HL7Charset

    /// Nil when nothing is left, or for `""`, by which HL7 deletes a value.
    func value(_ bytes: ArraySlice<UInt8>) -> String? {
        guard !bytes.elementsEqual([0x22, 0x22]) else { return nil }
        let plain = bytes.contains(separators.escape) ? unescaped(bytes) : bytes
        guard let first = plain.firstIndex(where: { $0 > 0x20 }), let last = plain.lastIndex(where: { $0 > 0x20 })
        else {
            return nil
        }
        return String(decoding: plain[first...last], as: UTF8.self)
    }

    /// Undoes `\F\ \S\ \T\ \R\ \E\`, `\X…\` and line breaks; drops highlighting; keeps what it does not know as it stands.
    private func unescaped(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var result: [UInt8] = []
        var rest = bytes
        while let start = rest.firstIndex(of: separators.escape) {
            result += rest[..<start]
            let after = rest[(start + 1)...]
            guard let end = after.firstIndex(of: separators.escape), let text = meaning(after[..<end]) else {
                result.append(separators.escape)
                rest = after
                continue
            }
            result += text
            rest = after[(end + 1)...]
        }
        return (result + rest)[...]
    }

    private func meaning(_ sequence: ArraySlice<UInt8>) -> [UInt8]? {
        switch String(decoding: sequence, as: UTF8.self) {
        case "F": [separators.field]
        case "S": [separators.component]
        case "T": [separators.subcomponent]
        case "R": [separators.repetition]
        case "E": [separators.escape]
        case "H", "N": []
        case ".br", ".BR": [0x0A]
        case let text where text.hasPrefix("X"): hexadecimal(sequence.dropFirst())
        default: nil
        }
    }

    /// The bytes of `\X…\` in the message's own character set.
    private func hexadecimal(_ digits: ArraySlice<UInt8>) -> [UInt8]? {
        guard !digits.isEmpty, digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        var index = digits.startIndex
        while index < digits.endIndex {
            guard let high = nibble(digits[index]), let low = nibble(digits[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
            index += 2
        }
        return bytes.contains(0) ? nil : charset.utf8(bytes)
    }

    private func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x41...0x46: digit - 0x41 + 10
        case 0x61...0x66: digit - 0x61 + 10
        default: nil
        }
    }
}

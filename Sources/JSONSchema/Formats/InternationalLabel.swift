// SPDX-License-Identifier: Apache-2.0

/// The Unicode form behind an A-label: Punycode (RFC 3492) and the code point rules of RFC 5892.
enum InternationalLabel {
    /// Whether what follows `xn--` decodes to a label IDNA2008 allows.
    static func isValid(_ encoded: ArraySlice<UInt8>) -> Bool {
        guard let values = decode(encoded), !values.isEmpty, values.contains(where: { $0 >= 0x80 }) else {
            return false
        }
        var label: [Unicode.Scalar] = []
        for value in values {
            guard let scalar = Unicode.Scalar(value) else { return false }
            label.append(scalar)
        }
        if label.count >= 4, label[2] == "-", label[3] == "-" { return false }
        guard label.first != "-", label.last != "-", let first = label.first, !isMark(first) else { return false }
        return label.indices.allSatisfy { isAllowed(label, $0) }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    private static func decode(_ encoded: ArraySlice<UInt8>) -> [UInt32]? {
        var output: [UInt32] = []
        var rest = encoded
        if let dash = encoded.lastIndex(of: UInt8(ascii: "-")) {
            output = encoded[..<dash].map { UInt32(Byte.isLetter($0) ? $0 | 0x20 : $0) }
            rest = encoded[(dash + 1)...]
        }
        var code = 128
        var place = 0
        var bias = 72
        while !rest.isEmpty {
            let before = place
            guard let step = integer(&rest, bias) else { return nil }
            place += step
            let length = output.count + 1
            bias = adapt(place - before, length, isFirst: before == 0)
            code += place / length
            place %= length
            guard code <= 0x10FFFF else { return nil }
            output.insert(UInt32(code), at: place)
            place += 1
        }
        return output
    }

    /// One generalised variable-length integer.
    private static func integer(_ rest: inout ArraySlice<UInt8>, _ bias: Int) -> Int? {
        var value = 0
        var weight = 1
        var base = 36
        while let byte = rest.popFirst() {
            let digit: Int
            if Byte.isLetter(byte) {
                digit = Int((byte | 0x20) - 0x61)
            } else if Byte.isDigit(byte) {
                digit = Int(byte - 0x30) + 26
            } else {
                return nil
            }
            value += digit * weight
            guard value <= 0x7FFF_FFFF else { return nil }
            let threshold = base <= bias ? 1 : min(base - bias, 26)
            if digit < threshold { return value }
            weight *= 36 - threshold
            base += 36
            guard weight <= 0x7FFF_FFFF else { return nil }
        }
        return nil
    }

    private static func adapt(_ delta: Int, _ length: Int, isFirst: Bool) -> Int {
        var value = isFirst ? delta / 700 : delta / 2
        value += value / length
        var bias = 0
        while value > 455 {
            value /= 35
            bias += 36
        }
        return bias + 36 * value / (value + 38)
    }
}

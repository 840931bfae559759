// SPDX-License-Identifier: Apache-2.0

/// Punycode (RFC 3492): Unicode in letters, digits and hyphens.
enum Punycode {
    private static let tMin = 1
    private static let tMax = 26
    private static let largest = 0x7FFF_FFFF
    private static let dash = UInt8(ascii: "-")

    /// The code points behind what follows `xn--`, or nil when it encodes none.
    static func decode(_ encoded: ArraySlice<UInt8>) -> [Unicode.Scalar]? {
        var output: [UInt32] = []
        var rest = encoded
        if let dash = encoded.lastIndex(of: dash) {
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
        var scalars: [Unicode.Scalar] = []
        for value in output {
            guard let scalar = Unicode.Scalar(value) else { return nil }
            scalars.append(scalar)
        }
        return scalars
    }

    /// What follows `xn--`, in lower case, or nil when the label is absurdly long.
    static func encode(_ label: [Unicode.Scalar]) -> [UInt8]? {
        guard label.count <= 63 else { return nil }
        var output = label.filter(\.isASCII).map { UInt8($0.value) }
        let basic = output.count
        if basic > 0 { output.append(dash) }
        var code: UInt32 = 128
        var delta = 0
        var bias = 72
        var handled = basic
        while handled < label.count {
            guard let next = label.map(\.value).filter({ $0 >= code }).min() else { return nil }
            delta += Int(next - code) * (handled + 1)
            code = next
            for scalar in label {
                if scalar.value < code { delta += 1 }
                guard scalar.value == code else { continue }
                append(delta, bias, to: &output)
                bias = adapt(delta, handled + 1, isFirst: handled == basic)
                delta = 0
                handled += 1
            }
            delta += 1
            code += 1
        }
        return output
    }

    private static func append(_ delta: Int, _ bias: Int, to output: inout [UInt8]) {
        var rest = delta
        var base = 36
        while true {
            let threshold = threshold(base, bias)
            guard rest >= threshold else { break }
            output.append(digit(threshold + (rest - threshold) % (36 - threshold)))
            rest = (rest - threshold) / (36 - threshold)
            base += 36
        }
        output.append(digit(rest))
    }

    private static func digit(_ value: Int) -> UInt8 { UInt8(value < 26 ? 0x61 + value : 0x30 + value - 26) }

    private static func threshold(_ base: Int, _ bias: Int) -> Int { base <= bias ? tMin : min(base - bias, tMax) }

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
            guard value <= largest else { return nil }
            let threshold = threshold(base, bias)
            if digit < threshold { return value }
            weight *= 36 - threshold
            base += 36
            guard weight <= largest else { return nil }
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

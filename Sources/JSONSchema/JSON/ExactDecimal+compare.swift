// SPDX-License-Identifier: Apache-2.0

extension ExactDecimal: Comparable {
    static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
        if left.isZero { return !right.isZero && !right.isNegative }
        if right.isZero { return left.isNegative }
        if left.isNegative != right.isNegative { return left.isNegative }
        return left.isNegative ? right.isSmallerInSize(than: left) : left.isSmallerInSize(than: right)
    }

    private func isSmallerInSize(than other: ExactDecimal) -> Bool {
        let lead = precision + exponent
        let otherLead = other.precision + other.exponent
        if lead != otherLead { return lead < otherLead }
        if digits.isEmpty && other.digits.isEmpty {
            let width = max(precision, other.precision)
            return mantissa * ExactDecimal.powers[width - precision]
                < other.mantissa * ExactDecimal.powers[width - other.precision]
        }
        return allDigits.lexicographicallyPrecedes(other.allDigits)
    }

    private var allDigits: [UInt8] {
        digits.isEmpty ? String(mantissa).utf8.map { $0 - UInt8(ascii: "0") } : digits
    }

    private static let powers: [UInt64] = (0..<19).map { (0..<$0).reduce(1) { value, _ in value * 10 } }

    /// Whether this is an exact multiple of `divisor`, which has at most 18 significant digits and is not zero.
    func isMultiple(of divisor: ExactDecimal) -> Bool {
        if isZero { return true }
        let shift = exponent - divisor.exponent
        // The last digit is not zero, so the digits cannot hold the factor ten a negative shift asks for.
        guard shift >= 0 else { return false }
        let modulus = divisor.mantissa
        var rest: UInt64 = 0
        if digits.isEmpty {
            rest = mantissa % modulus
        } else {
            for digit in digits { rest = (rest * 10 + UInt64(digit)) % modulus }
        }
        return ExactDecimal.product(rest, ExactDecimal.powerOfTen(shift, modulo: modulus), modulo: modulus) == 0
    }

    private static func product(_ left: UInt64, _ right: UInt64, modulo modulus: UInt64) -> UInt64 {
        modulus.dividingFullWidth(left.multipliedFullWidth(by: right)).remainder
    }

    private static func powerOfTen(_ power: Int, modulo modulus: UInt64) -> UInt64 {
        var result = 1 % modulus
        var base = 10 % modulus
        var left = power
        while left > 0 {
            if left & 1 == 1 { result = product(result, base, modulo: modulus) }
            base = product(base, base, modulo: modulus)
            left >>= 1
        }
        return result
    }
}

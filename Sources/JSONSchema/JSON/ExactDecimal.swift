// SPDX-License-Identifier: Apache-2.0

/// A number kept exactly: digits times a power of ten, without leading or trailing zeros, so equal numbers have equal fields.
///
/// Exponents are exact up to ±10^15; beyond that they saturate, which no bound or constant of a real contract reaches.
struct ExactDecimal: Sendable, Equatable {
    var isNegative = false
    /// The digits as a number, when there are at most 18; otherwise 0.
    var mantissa: UInt64 = 0
    /// The digits themselves, when there are more than 18.
    var digits: [UInt8] = []
    /// Number of significant digits; 0 for the number zero.
    var precision = 0
    /// Power of ten of the last digit.
    var exponent = 0

    /// Reads text the scanner has accepted.
    init(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) {
        var cursor = start
        if bytes[cursor] == UInt8(ascii: "-") {
            isNegative = true
            cursor += 1
        }
        var significant: [UInt8] = []
        var total = 0
        var zeros = 0
        var fraction = 0
        var inFraction = false
        while cursor < end {
            let byte = bytes[cursor]
            if byte == UInt8(ascii: ".") {
                inFraction = true
            } else if byte &- UInt8(ascii: "0") < 10 {
                if inFraction { fraction += 1 }
                if byte == UInt8(ascii: "0") {
                    if total > 0 { zeros += 1 }
                } else {
                    push(byte - UInt8(ascii: "0"), zeros: zeros, total: &total, into: &significant)
                    zeros = 0
                }
            } else {
                break
            }
            cursor += 1
        }
        precision = total
        guard total > 0 else {
            isNegative = false
            mantissa = 0
            return
        }
        digits = significant
        if !significant.isEmpty { mantissa = 0 }
        exponent = zeros - fraction + ExactDecimal.exponentPart(bytes, cursor + 1, end)
    }

    init(_ value: Int64) {
        let text = Array(String(value).utf8)
        self.init(text.span, 0, text.count)
    }

    /// Adds one non-zero digit and the zeros held back before it.
    private mutating func push(_ digit: UInt8, zeros: Int, total: inout Int, into significant: inout [UInt8]) {
        let after = total + zeros + 1
        if after > 18 && significant.isEmpty && total > 0 {
            significant = String(mantissa).utf8.map { $0 - UInt8(ascii: "0") }
        }
        if after > 18 {
            significant.append(contentsOf: repeatElement(0, count: zeros))
            significant.append(digit)
        } else {
            for _ in 0..<zeros { mantissa *= 10 }
            mantissa = mantissa * 10 + UInt64(digit)
        }
        total = after
    }

    private static func exponentPart(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        guard start < end else { return 0 }
        var cursor = start
        let isNegative = bytes[cursor] == UInt8(ascii: "-")
        if isNegative || bytes[cursor] == UInt8(ascii: "+") { cursor += 1 }
        var value = 0
        while cursor < end {
            value = min(value * 10 + Int(bytes[cursor] - UInt8(ascii: "0")), 1_000_000_000_000_000)
            cursor += 1
        }
        return isNegative ? -value : value
    }

    var isZero: Bool { precision == 0 }

    /// Whether the number has no fractional part.
    var isInteger: Bool { isZero || exponent >= 0 }

    /// The number as a 64-bit integer, when it is exactly one.
    var int64: Int64? {
        if isZero { return 0 }
        guard exponent >= 0, precision + exponent <= 19 else { return nil }
        var value: UInt64 = mantissa
        if !digits.isEmpty {
            value = 0
            for digit in digits { value = value * 10 + UInt64(digit) }
        }
        for _ in 0..<exponent { value *= 10 }
        if isNegative { return value <= UInt64(Int64.max) + 1 ? Int64(truncatingIfNeeded: 0 &- value) : nil }
        return Int64(exactly: value)
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Numbers as ECMAScript's Number::toString writes them (RFC 8785 §3.2.2.3).
enum CanonicalNumber {
    static func text(_ source: String) -> String {
        guard let value = Double(source), value.isFinite else { return source }
        if value == 0 { return "0" }
        let sign = value < 0 ? "-" : ""
        let (digits, point) = decompose(value.magnitude)
        return sign + layout(digits, point)
    }

    /// The shortest digits that give the double back, and the place of the decimal point after them.
    private static func decompose(_ value: Double) -> (digits: String, point: Int) {
        var digits = ""
        var point: Int?
        var exponent = 0
        let parts = value.description.split(separator: "e")
        for character in parts[0] {
            if character == "." { point = digits.count } else { digits.append(character) }
        }
        if parts.count == 2 { exponent = Int(parts[1]) ?? 0 }
        var place = (point ?? digits.count) + exponent
        while digits.hasPrefix("0") {
            digits.removeFirst()
            place -= 1
        }
        while digits.hasSuffix("0") { digits.removeLast() }
        return (digits, place)
    }

    private static func layout(_ digits: String, _ point: Int) -> String {
        let count = digits.count
        if count <= point && point <= 21 { return digits + String(repeating: "0", count: point - count) }
        if point > 0 && point <= 21 { return digits.prefix(point) + "." + digits.dropFirst(point) }
        if point > -6 && point <= 0 { return "0." + String(repeating: "0", count: -point) + digits }
        let exponent = point - 1
        let tail = count > 1 ? "." + digits.dropFirst() : ""
        return digits.prefix(1) + tail + "e" + (exponent < 0 ? "-" : "+") + String(exponent.magnitude)
    }
}

// SPDX-License-Identifier: Apache-2.0

/// A length of time to the nanosecond.
struct TimeSpan: Sendable, Hashable, Comparable {
    let nanoseconds: Int128

    /// About 292 years either way: the signed 64-bit nanoseconds of CEL's conformance suite.
    private static let range = Int128(Int64.min)...Int128(Int64.max)

    /// Nil beyond about 292 years.
    init?(nanoseconds: Int128) {
        guard TimeSpan.range.contains(nanoseconds) else { return nil }
        self.nanoseconds = nanoseconds
    }

    /// Reads numbers with units, such as `72h`, `1h30m`, `-1.5s`; units h, m, s, ms, us, ns.
    init?(_ text: String) {
        var bytes = Array(text.utf8)[...]
        var sign: Int128 = 1
        if let first = bytes.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            sign = first == UInt8(ascii: "-") ? -1 : 1
            bytes = bytes.dropFirst()
        }
        if bytes.elementsEqual("0".utf8) {
            self.init(nanoseconds: 0)
            return
        }
        guard !bytes.isEmpty, bytes.count <= 64 else { return nil }
        var total: Int128 = 0
        while !bytes.isEmpty {
            guard let part = TimeSpan.part(&bytes) else { return nil }
            total += part
        }
        self.init(nanoseconds: sign * total)
    }

    static func < (left: TimeSpan, right: TimeSpan) -> Bool { left.nanoseconds < right.nanoseconds }

    private static func part(_ bytes: inout ArraySlice<UInt8>) -> Int128? {
        let whole = bytes.prefix { $0 &- 0x30 < 10 }
        bytes = bytes.dropFirst(whole.count)
        var fraction: ArraySlice<UInt8> = []
        if bytes.first == UInt8(ascii: ".") {
            fraction = bytes.dropFirst().prefix { $0 &- 0x30 < 10 }
            bytes = bytes.dropFirst(1 + fraction.count)
        }
        guard whole.count + fraction.count > 0, whole.count <= 15, fraction.count <= 15 else { return nil }
        let unit = bytes.prefix { $0 &- 0x30 >= 10 && $0 != UInt8(ascii: ".") }
        bytes = bytes.dropFirst(unit.count)
        let scales: [(String, Int128)] = [
            ("h", 3_600_000_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000), ("ms", 1_000_000), ("us", 1_000),
            ("ns", 1),
        ]
        guard let scale = scales.first(where: { unit.elementsEqual($0.0.utf8) })?.1 else { return nil }
        var value = digits(whole) * scale
        if !fraction.isEmpty {
            var divisor: Int128 = 1
            for _ in fraction { divisor *= 10 }
            value += digits(fraction) * scale / divisor
        }
        return value
    }

    private static func digits(_ bytes: ArraySlice<UInt8>) -> Int128 {
        bytes.reduce(0) { $0 * 10 + Int128($1 - 0x30) }
    }
}

// SPDX-License-Identifier: Apache-2.0

/// ASCII decimal numbers as C2SP writes them.
enum Decimal {
    /// Reads digits without sign or needless zero; nil for anything else or past 64 bits.
    static func decode(_ text: some Collection<UInt8>) -> UInt64? {
        guard let lead = text.first, lead != UInt8(ascii: "0") || text.count == 1 else { return nil }
        var number: UInt64 = 0
        for character in text {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(character) else { return nil }
            let (tens, wide) = number.multipliedReportingOverflow(by: 10)
            let (sum, over) = tens.addingReportingOverflow(UInt64(character - UInt8(ascii: "0")))
            guard !wide, !over else { return nil }
            number = sum
        }
        return number
    }
}

// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// Dates and times as HL7 v2 writes them (HL7 v2.5.1 §2.A.21 DT and §2.A.22 DTM): digits from the year on, as many as are known.
enum HL7Time {
    /// `YYYY[MM[DD]]`, a year, month or day there is in the calendar.
    static func isDate(_ text: String) -> Bool {
        [4, 6, 8].contains(text.utf8.count) && isMoment(text[...])
    }

    /// `YYYY[MM[DD[HH[MM[SS[.S[S[S[S]]]]]]]]][+/-ZZZZ]`.
    static func isDateTime(_ text: String) -> Bool {
        guard let sign = text.utf8.lastIndex(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }) else {
            return isMoment(text[...])
        }
        let offset = text[text.utf8.index(after: sign)...]
        guard offset.utf8.count == 4, let hours = number(offset.prefix(2)), let minutes = number(offset.suffix(2))
        else { return false }
        return hours < 24 && minutes < 60 && isMoment(text[..<sign])
    }

    private static func isMoment(_ text: Substring) -> Bool {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let digits = parts[0]
        // A fraction is of seconds, so they have to be there.
        if parts.count == 2,
            digits.utf8.count != 14 || !(1...4).contains(parts[1].utf8.count) || number(parts[1]) == nil
        {
            return false
        }
        guard (4...14).contains(digits.utf8.count), digits.utf8.count.isMultiple(of: 2), number(digits) != nil else {
            return false
        }
        let whole = digits + "00000101000000".dropFirst(digits.utf8.count)
        let pairs = stride(from: 0, to: 14, by: 2).map { whole.dropFirst($0).prefix(2) }
        guard DateFormat.isDate("\(pairs[0])\(pairs[1])-\(pairs[2])-\(pairs[3])") else { return false }
        return zip(pairs[4...], [24, 60, 60]).allSatisfy { (number($0) ?? .max) < $1 }
    }

    private static func number(_ digits: Substring) -> Int? {
        digits.utf8.allSatisfy { CheckDigits.digit($0) != nil } ? Int(digits) : nil
    }
}

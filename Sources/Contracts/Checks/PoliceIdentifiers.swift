// SPDX-License-Identifier: Apache-2.0

/// Check letters of Police National Computer ids and Criminal Records Office numbers.
enum PoliceIdentifiers {
    /// The check letter for each remainder by 23; without I, O and S.
    private static let letters = Array("ZABCDEFGHJKLMNPQRTUVWXY".utf8)

    /// `YYYY/NNNNNNND`, also with a two-digit year, without leading zeros of the serial, or without the slash.
    static func isPNCID(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let year: [UInt8]
        let rest: [UInt8]
        switch parts.count {
        case 2:
            year = Array(parts[0])
            rest = Array(parts[1])
        case 1:
            // Without a slash, ten digits or more hold a year of four.
            let bytes = Array(text.utf8)
            let width = bytes.count > 10 ? 4 : 2
            year = Array(bytes.prefix(width))
            rest = Array(bytes.dropFirst(width))
        default: return false
        }
        guard year.count == 2 || (year.count == 4 && (year.starts(with: "19".utf8) || year.starts(with: "20".utf8))),
            (2...8).contains(rest.count)
        else { return false }
        let serial = padded(rest.dropLast(), to: 7)
        return checks(Array(year.suffix(2)) + serial, rest.last)
    }

    /// `NNNNNN/YYD`, the serial padded to six digits for the check, or the short file form `SFYY/NNNNNND`.
    static func isCRO(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map(Array.init)
        guard parts.count == 2 else { return false }
        if parts[0].starts(with: "SF".utf8) {
            guard parts[0].count == 4, (2...7).contains(parts[1].count) else { return false }
            return checks(parts[0].dropFirst(2) + parts[1].dropLast(), parts[1].last)
        }
        guard (1...6).contains(parts[0].count), parts[1].count == 3 else { return false }
        return checks(parts[1].prefix(2) + padded(parts[0][...], to: 6), parts[1].last)
    }

    private static func padded(_ digits: ArraySlice<UInt8>, to width: Int) -> [UInt8] {
        Array(repeating: UInt8(ascii: "0"), count: max(0, width - digits.count)) + digits
    }

    /// The letter belongs to the number the digits write, year first.
    private static func checks(_ digits: some Sequence<UInt8>, _ letter: UInt8?) -> Bool {
        var number = 0
        for byte in digits {
            guard let digit = CheckDigits.digit(byte) else { return false }
            number = (number * 10 + digit) % 23
        }
        return letters[number] == letter
    }
}

// SPDX-License-Identifier: Apache-2.0

/// When a case system says it made a document: `Dated` and `Timed` of the data stream.
struct Preparation: Equatable {
    /// The day, if there is one that exists.
    let day: CalendarDate?
    /// Day and time, RFC 3339, if both are whole and the time has an offset.
    let timestamp: String?

    init(dataStream: Element?) {
        let dated = dataStream?.value("Dated")
        day = dated.flatMap { CalendarDate($0) }
        timestamp = day.flatMap { day in
            dataStream?.value("Timed").flatMap { Self.isTimeWithOffset($0) ? "\(day.text)T\($0)" : nil }
        }
    }

    private static func isTimeWithOffset(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count >= 9, clock(bytes[0..<8]) else { return false }
        var rest = bytes[8...]
        if rest.first == 0x2E {
            let digits = rest.dropFirst().prefix { isDigit($0) }
            guard !digits.isEmpty else { return false }
            rest = rest.dropFirst(1 + digits.count)
        }
        if rest.elementsEqual([0x5A]) { return true }
        guard rest.count == 6, rest.first == 0x2B || rest.first == 0x2D else { return false }
        return clock(rest.dropFirst() + Array(":00".utf8))
    }

    /// `hh:mm:ss` of a day without leap second.
    private static func clock(_ bytes: ArraySlice<UInt8>) -> Bool {
        let parts = bytes.split(separator: 0x3A, omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ $0.count == 2 && $0.allSatisfy(isDigit) }) else { return false }
        let numbers = parts.map { part in part.reduce(0) { $0 * 10 + Int($1 - 0x30) } }
        return numbers[0] < 24 && numbers[1] < 60 && numbers[2] < 60
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

// SPDX-License-Identifier: Apache-2.0

/// Events written beforehand, with places where each sending puts what makes it an event of its own.
struct EventTemplates: Sendable {
    struct Body: Sendable {
        let bytes: [UInt8]
        /// Where the 36 bytes of the id stand: as the event's id and as the episode's.
        let ids: [Int]
        /// Where the last seven digits of the child's NHS number stand.
        let digits: Int
    }

    let bodies: [Body]
    /// The heads of requests but for the length.
    let singleHead: [UInt8]
    let batchHead: [UInt8]

    /// - Parameter time: when the events were sent, as RFC 3339 writes it.
    init(path: String, count: Int = 500, time: String) {
        var writer = RecordWriter(seed: 20_260_101)
        bodies = (0..<count).map { Self.body(writer.event($0 % BenchBook.recipients, time: time)) }
        func head(_ type: String) -> [UInt8] {
            Array("POST \(path) HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/\(type)\r\n".utf8)
        }
        singleHead = head("cloudevents+json")
        batchHead = head("cloudevents-batch+json")
    }

    /// The mean size of an event in bytes.
    var meanBytes: Int { bodies.reduce(0) { $0 + $1.bytes.count } / max(1, bodies.count) }

    private static func body(_ text: String) -> Body {
        var bytes: [UInt8] = []
        var ids: [Int] = []
        var digits = 0
        for byte in text.utf8 {
            switch byte {
            case RecordWriter.idMark:
                ids.append(bytes.count)
                bytes += [UInt8](repeating: UInt8(ascii: "0"), count: EventIDs.length)
            case RecordWriter.digitsMark:
                digits = bytes.count
                bytes += [UInt8](repeating: UInt8(ascii: "0"), count: 7)
            default: bytes.append(byte)
            }
        }
        return Body(bytes: bytes, ids: ids, digits: digits)
    }
}

extension EventTemplates {
    /// One event a line for generators that put an id of 35 characters in the place of `@ID@`: a digit after it makes the id a UUID.
    static func lines(count: Int = 500, time: String) -> String {
        var writer = RecordWriter(seed: 20_260_101)
        var lines = ""
        for number in 0..<count {
            var isFirst = true
            for scalar in writer.event(number % BenchBook.recipients, time: time).unicodeScalars {
                switch UInt8(ascii: scalar, or: 0xFF) {
                case RecordWriter.idMark:
                    lines += isFirst ? "@ID@0" : writer.uuid()
                    isFirst = false
                case RecordWriter.digitsMark: lines += writer.digits(7)
                default: lines.unicodeScalars.append(scalar)
                }
            }
            lines += "\n"
        }
        return lines
    }
}

extension UInt8 {
    /// The byte of an ASCII character, or another for what is none.
    fileprivate init(ascii scalar: Unicode.Scalar, or other: UInt8) {
        self = scalar.isASCII ? UInt8(truncatingIfNeeded: scalar.value) : other
    }
}

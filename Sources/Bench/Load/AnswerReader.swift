// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// Reads HTTP/1.1 answers that say how long they are, and of their heads only what is needed: a generator must cost little.
struct AnswerReader {
    /// An answer this reader does not understand.
    struct Malformed: Error, CustomStringConvertible {
        let description: String
    }

    private struct Head {
        let status: Int
        let length: Int
    }

    private var buffer = ByteBuffer()
    private var head: Head?

    mutating func take(_ bytes: ByteBuffer) {
        guard buffer.readableBytes > 0 else {
            buffer = bytes
            return
        }
        var bytes = bytes
        buffer.discardReadBytes()
        buffer.writeBuffer(&bytes)
    }

    /// The next whole answer; nil until more has arrived.
    mutating func next() throws(Malformed) -> HTTPAnswer? {
        if head == nil { head = try readHead() }
        guard let head, let body = buffer.readSlice(length: head.length) else { return nil }
        self.head = nil
        return HTTPAnswer(status: head.status, body: body)
    }

    private mutating func readHead() throws(Malformed) -> Head? {
        var rest = buffer.readableBytesView
        var status: Int?
        var length: Int?
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let line = rest[rest.startIndex..<end]
            rest = rest[(end + 1)...]
            if line.count <= 1 {
                guard let status, let length else { throw Malformed(description: "an answer without status or length") }
                buffer.moveReaderIndex(to: end + 1)
                return Head(status: status, length: length)
            }
            if status == nil {
                // After "HTTP/1.1 ".
                status = Self.number(line.dropFirst(9).prefix(3))
            } else if Self.isLength(line) {
                length = Self.number(line.dropFirst(Self.lengthName.count))
            }
        }
        return nil
    }

    private static let lengthName = Array("content-length:".utf8)

    private static func isLength(_ line: ByteBufferView) -> Bool {
        line.count > lengthName.count && zip(line, lengthName).allSatisfy { $0 | 0x20 == $1 | 0x20 }
    }

    private static func number(_ text: ByteBufferView) -> Int? {
        var value: Int?
        for byte in text {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = (value ?? 0) * 10 + Int(byte - UInt8(ascii: "0"))
            case UInt8(ascii: " "), UInt8(ascii: "\r"): continue
            default: return nil
            }
        }
        return value
    }
}

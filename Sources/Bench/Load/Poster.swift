// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// Posts events one after the other until the window closes, one or many in a request.
struct Poster: Dialogue {
    private let events: EventTemplates
    private let batch: Int
    private let window: Window
    private var ids: EventIDs
    private var next: Int
    private var askedAt = NIODeadline.now()
    /// What was answered inside the window.
    private(set) var tally = Tally()
    /// Messages taken at any time, the warm-up included.
    private(set) var taken = 0

    init(_ events: EventTemplates, batch: Int, connection: Int, window: Window) {
        self.events = events
        self.batch = batch
        self.window = window
        ids = EventIDs(connection: connection)
        // Apart from each other, so that the connections do not send to the same recipient at the same time.
        next = connection &* 7 % events.bodies.count
    }

    mutating func ask(into request: inout ByteBuffer, at now: NIODeadline) -> Bool {
        guard now < window.end else { return false }
        askedAt = now
        if batch == 1 {
            request.writeBytes(events.singleHead)
            request.writeStaticString("content-length: ")
            let event = events.bodies[next]
            request.writeString("\(event.bytes.count)\r\n\r\n")
            write(event, into: &request, at: now)
        } else {
            writeBatch(into: &request, at: now)
        }
        return true
    }

    mutating func hear(_ answer: HTTPAnswer, at now: NIODeadline) {
        // The answer to a batch begins with how many were taken; each event stands or falls alone.
        let accepted = !answer.isGood ? 0 : batch == 1 ? 1 : answer.body.number(after: Self.acceptedName)
        taken += accepted
        guard window.contains(now) else { return }
        tally.messages += accepted
        tally.time(now - askedAt)
        if accepted < batch { tally.fail(batch - accepted, answer) }
    }

    private static let acceptedName = Array(#"{"accepted":"#.utf8)

    private mutating func writeBatch(into request: inout ByteBuffer, at now: NIODeadline) {
        var length = batch + 1
        for offset in 0..<batch { length += events.bodies[(next + offset) % events.bodies.count].bytes.count }
        request.reserveCapacity(length + 512)
        request.writeBytes(events.batchHead)
        request.writeString("content-length: \(length)\r\n\r\n")
        for index in 0..<batch {
            request.writeInteger(index == 0 ? UInt8(ascii: "[") : UInt8(ascii: ","))
            write(events.bodies[next], into: &request, at: now)
        }
        request.writeInteger(UInt8(ascii: "]"))
    }

    private mutating func write(_ event: EventTemplates.Body, into request: inout ByteBuffer, at now: NIODeadline) {
        next = next + 1 < events.bodies.count ? next + 1 : 0
        ids.advance(at: now)
        let start = request.writerIndex
        request.writeBytes(event.bytes)
        for place in event.ids { request.setBytes(ids.text, at: start + place) }
        // Any seven digits that differ from event to event: the multiplier is odd and not a multiple of five.
        var number = (ids.count &* 7_654_321 &+ UInt64(next)) % 10_000_000
        for offset in stride(from: 6, through: 0, by: -1) {
            request.setInteger(UInt8(ascii: "0") + UInt8(number % 10), at: start + event.digits + offset)
            number /= 10
        }
    }
}

extension ByteBuffer {
    /// The number that follows a text with which the buffer begins; zero when it does not.
    fileprivate func number(after prefix: [UInt8]) -> Int {
        guard readableBytesView.starts(with: prefix) else { return 0 }
        var value = 0
        for byte in readableBytesView.dropFirst(prefix.count) {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { break }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return value
    }
}

// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// Empties mailboxes: leases, acknowledges what it got, goes on to the next mailbox, until all of its mailboxes are empty.
struct Drainer: Dialogue {
    private enum Step {
        case leasing
        case acknowledging(Int)
    }

    private let agencies: [String]
    private let leaseSize: Int
    /// Until then an empty mailbox may fill again.
    private let fillsUntil: NIODeadline
    private let givesUpAt: NIODeadline
    private var step = Step.leasing
    private var agency = 0
    /// Mailboxes found empty in a row.
    private var empty = 0
    private var holds: [Hold] = []
    private var askedAt = NIODeadline.now()
    /// Acknowledged messages, and how long each lease of many took.
    private(set) var tally = Tally()

    /// One leased delivery, by the texts the gateway gave.
    private struct Hold {
        let delivery: ByteBufferView
        let lease: ByteBufferView
    }

    init(_ agencies: [String], leaseSize: Int, fillsUntil: NIODeadline, givesUpAt: NIODeadline) {
        self.agencies = agencies
        self.leaseSize = leaseSize
        self.fillsUntil = fillsUntil
        self.givesUpAt = givesUpAt
    }

    mutating func ask(into request: inout ByteBuffer, at now: NIODeadline) -> Bool {
        askedAt = now
        if holds.isEmpty {
            guard empty < agencies.count || now < fillsUntil, now < givesUpAt, tally.failures < 100 else {
                return false
            }
            // Waits for company only when there was nothing anywhere.
            let wait = empty < agencies.count ? 0 : 1
            step = .leasing
            write("/v1/inbox/lease", #"{"limit":\#(leaseSize),"waitSeconds":\#(wait)}"#, into: &request)
        } else {
            step = .acknowledging(holds.count)
            write("/v1/inbox/ack", acknowledgement(), into: &request)
            holds = []
        }
        return true
    }

    mutating func hear(_ answer: HTTPAnswer, at now: NIODeadline) {
        switch step {
        case .leasing:
            guard answer.isGood else { return tally.fail(1, answer) }
            holds = Self.holds(in: answer.body)
            guard holds.isEmpty else {
                empty = 0
                tally.time(now - askedAt)
                return
            }
            empty += 1
            agency = (agency + 1) % agencies.count
        case .acknowledging(let count):
            let settled = answer.isGood ? answer.body.readableBytesView.count(of: Self.settledMark) : 0
            tally.messages += settled
            if settled < count { tally.fail(count - settled, answer) }
        }
    }

    private func write(_ path: String, _ body: String, into request: inout ByteBuffer) {
        request.writeString("POST \(path) HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n")
        request.writeString(
            "concordat-agency: \(agencies[agency])\r\ncontent-length: \(body.utf8.count)\r\n\r\n\(body)"
        )
    }

    private func acknowledgement() -> String {
        let acks = holds.map { hold in
            let delivery = String(decoding: hold.delivery, as: UTF8.self)
            let lease = String(decoding: hold.lease, as: UTF8.self)
            return #"{"delivery":"\#(delivery)","lease":"\#(lease)"}"#
        }
        return #"{"acks":[\#(acks.joined(separator: ","))]}"#
    }

    private static let deliveryMark = Array(#"{"delivery":""#.utf8)
    private static let leaseMark = Array(#"","lease":""#.utf8)
    private static let settledMark = Array(#""settled""#.utf8)

    /// Finds the deliveries by the two members each begins with: records of the bench hold no such text.
    private static func holds(in body: ByteBuffer) -> [Hold] {
        var found: [Hold] = []
        var rest = body.readableBytesView
        while let start = rest.first(of: deliveryMark) {
            rest = rest[(start + deliveryMark.count)...]
            let delivery = rest.prefix(EventIDs.length)
            rest = rest.dropFirst(EventIDs.length)
            guard rest.starts(with: leaseMark) else { continue }
            rest = rest.dropFirst(leaseMark.count)
            found.append(Hold(delivery: delivery, lease: rest.prefix(EventIDs.length)))
        }
        return found
    }
}

extension ByteBufferView {
    /// Where a text begins first.
    fileprivate func first(of text: [UInt8]) -> Index? {
        guard let head = text.first else { return nil }
        var rest = self
        while let start = rest.firstIndex(of: head) {
            rest = rest[start...]
            if rest.starts(with: text) { return start }
            rest = rest.dropFirst()
        }
        return nil
    }

    fileprivate func count(of text: [UInt8]) -> Int {
        var count = 0
        var rest = self
        while let start = rest.first(of: text) {
            count += 1
            rest = rest[(start + text.count)...]
        }
        return count
    }
}

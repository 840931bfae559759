// SPDX-License-Identifier: Apache-2.0

internal import Exchange

/// Leased deliveries as one answer hands them over.
struct LeasedBatch: Sendable {
    /// What an answer aims to stay below; twice as much is never exceeded, however the sizes fall.
    static let bytes = 16 << 20
    /// Bytes the largest event may have.
    private static let largestEvent = CloudEvent.Limits.incoming.eventBytes
    private static let longestStep = 64

    private(set) var holds: [LeaseHold] = []
    /// Deliveries leased so far, those that could not be opened among them.
    var leased = 0
    private var writer = JSONWriter(capacity: 16 << 10)
    /// Bytes of the largest delivery so far.
    private var largest = 1

    init() {
        writer.beginObject()
        writer.name("deliveries")
        writer.beginArray()
    }

    /// How many deliveries may be leased together next; nil when there are enough, or no room for another like the largest so far.
    ///
    /// What the next ones hold is not known before they are leased, so the first are as many as the largest events leave room for, and the
    /// others go by the largest so far.
    func step(_ limit: Int) -> Int? {
        let wanted = min(limit - leased, Self.longestStep)
        let room = Self.bytes - writer.bytes.count
        guard wanted > 0, room >= largest else { return nil }
        guard !holds.isEmpty else { return min(wanted, room / Self.largestEvent) }
        return max(1, min(wanted, room / largest, (room + Self.bytes) / Self.largestEvent))
    }

    mutating func add(_ delivery: LeasedDelivery, _ event: [UInt8]) {
        let before = writer.bytes.count
        writer.beginObject()
        writer.member("delivery", delivery.hold.delivery.description)
        writer.member("lease", delivery.hold.token.description)
        writer.member("leasedUntil", delivery.leasedUntil.description)
        writer.member("attempt", Int64(delivery.attempt))
        writer.member("message", delivery.message.description)
        writer.member("acceptedAt", delivery.acceptedAt.description)
        writer.member("expiresAt", delivery.expiresAt.description)
        writer.name("event")
        writer.raw(event)
        writer.endObject()
        holds.append(delivery.hold)
        largest = max(largest, writer.bytes.count - before)
    }

    mutating func finish() {
        writer.endArray()
        writer.endObject()
    }

    var json: [UInt8] { writer.bytes }
}

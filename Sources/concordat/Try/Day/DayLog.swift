// SPDX-License-Identifier: Apache-2.0

/// What happened on the day.
actor DayLog {
    /// One thing that was told, and whether it came so.
    struct Check: Sendable {
        let title: String
        let isAsTold: Bool
        let note: String
    }

    struct Feed: Sendable {
        let feed: String
        let document: String
        let run: FeedRunAnswer
    }

    /// An accepted message, by which its sender may ask how far it is.
    struct Sent: Sendable, Hashable {
        let client: String
        let agency: String
        let id: String
        let recipients: [String]
    }

    /// What one recipient has been given.
    struct Held: Sendable {
        let recipient: String
        let delivery: InboxDelivery
    }

    private(set) var checks: [Check] = []
    private(set) var feeds: [Feed] = []
    private(set) var sent: [Sent] = []
    private(set) var held: [Held] = []
    /// Recipient → state → how many.
    private(set) var states: [String: [String: Int]] = [:]
    private(set) var checkpointSize: UInt64?
    private(set) var audit: String?

    func add(_ check: Check) { checks.append(check) }
    func add(_ feed: Feed) { feeds.append(feed) }
    func add(_ message: Sent) { if !sent.contains(message) { sent.append(message) } }
    func add(_ delivery: InboxDelivery, of recipient: String) {
        held.append(Held(recipient: recipient, delivery: delivery))
    }
    func count(_ recipient: String, _ state: String) { states[recipient, default: [:]][state, default: 0] += 1 }
    func setCheckpoint(size: UInt64) { checkpointSize = size }
    func setAudit(_ words: String) { audit = words }

    var isAsTold: Bool { checks.allSatisfy(\.isAsTold) }
}

/// Something came otherwise than told.
struct NotAsTold: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Throws with the reason when a condition does not hold.
func expect(_ condition: Bool, _ reason: @autoclosure () -> String) throws {
    if !condition { throw NotAsTold(reason()) }
}

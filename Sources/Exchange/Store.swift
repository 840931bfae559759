// SPDX-License-Identifier: Apache-2.0

/// Where messages, deliveries and evidence are kept.
///
/// Every function is one transaction or a known number of them; what it returns has been committed.
package protocol Store: Sendable {
    /// Commits submissions together with others then waiting; one outcome for each, in order.
    ///
    /// Suspends until all are durable or given up; they may share one transaction or several, and each stands or falls alone. Never
    /// throws: a failure is an outcome the door must answer for.
    func accept(_ submissions: [Submission]) async -> [AcceptOutcome]

    /// Leases deliveries that are due and writes their `released` entries in the same transaction: no body leaves before that.
    ///
    /// Returns nothing when the book of the request is no longer the head.
    func lease(_ request: LeaseRequest) async throws(StoreFailure) -> [LeasedDelivery]

    /// Prolongs leases of these recipients whose token is still the latest; returns the ids that were prolonged.
    func extend(_ leases: [LeaseHold], by duration: Duration, recipients: [Int32]) async throws(StoreFailure) -> Set<
        UniqueID
    >

    /// Settles deliveries and writes their evidence; one outcome for each settlement, in order.
    func settle(_ settlements: [Settlement], parties: @escaping PartyNames) async throws(StoreFailure)
        -> [SettleOutcome]

    /// Which of the recipients have something due on a channel.
    func waiting(_ recipients: [Int32], on channel: Channel) async throws(StoreFailure) -> [Int32]

    /// Closes deliveries whose time has run out, and returns how many.
    func closeExpired(limit: Int, holder: String, parties: @escaping PartyNames) async throws(StoreFailure) -> Int

    /// Closes deliveries that rest on clauses under which nothing will leave again, if the book that says so is still the head.
    func closeEnded(
        bookVersion: Int64,
        clauses: [Int32],
        limit: Int,
        holder: String,
        parties: @escaping PartyNames
    ) async throws(StoreFailure) -> Int
}

/// The names the evidence writes for keys.
package typealias PartyNames = @Sendable (_ clause: Int32, _ sender: Int32, _ recipient: Int32) -> DeliveryParties

/// Why the store could not do as asked.
package struct StoreFailure: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Reason: Sendable, Hashable {
        /// The database is not reachable or too busy: the same request may succeed later.
        case unavailable
        /// More is waiting than the store will hold.
        case full
        /// More of this agency is waiting than its fair share.
        case agencyFull
        /// The database refused this one request for good: a fault of the gateway.
        case rejected
    }

    package let reason: Reason
    /// Safe to log: no value of a record.
    package let description: String

    package init(_ reason: Reason, _ description: String) {
        self.reason = reason
        self.description = description
    }
}

/// One event that has been judged, ready to be committed.
///
/// A class: it passes through many hands on its way, and each would copy two dozen references.
package final class Submission: Sendable {
    /// The gateway's own id of the message, ordered by time.
    package let message: UniqueID
    /// The book it was judged by: committed only while that is the head.
    package let bookVersion: Int64
    /// What it claims; nil for a refusal or a rehearsal, which claim nothing.
    package let claim: EventClaim?
    package let entry: LedgerEntry
    package let bodies: [SealedBody]
    package let deliveries: [NewDelivery]
    package let subjects: [SubjectKey]
    /// The sending agency, also of its claim and its deliveries: whose fair share this uses.
    package let agency: Int32

    package init(
        message: UniqueID,
        bookVersion: Int64,
        claim: EventClaim?,
        entry: LedgerEntry,
        bodies: [SealedBody] = [],
        deliveries: [NewDelivery] = [],
        subjects: [SubjectKey] = [],
        agency: Int32
    ) {
        self.message = message
        self.bookVersion = bookVersion
        self.claim = claim
        self.entry = entry
        self.bodies = bodies
        self.deliveries = deliveries
        self.subjects = subjects
        self.agency = agency
    }
}

/// The key of an event and the fingerprint of its content: only an accepted event claims its id.
package struct EventClaim: Sendable, Hashable {
    package let agency: Int32
    package let source: Int32
    package let id: UniqueID
    package let fingerprint: [UInt8]

    package init(agency: Int32, source: Int32, id: UniqueID, fingerprint: [UInt8]) {
        self.agency = agency
        self.source = source
        self.id = id
        self.fingerprint = fingerprint
    }
}

/// A pseudonym under which a message can be found again, outside the log.
package struct SubjectKey: Sendable, Hashable {
    package let scheme: String
    package let epoch: Int16
    package let pseudonym: [UInt8]
    package let role: String

    package init(scheme: String, epoch: Int16, pseudonym: [UInt8], role: String) {
        self.scheme = scheme
        self.epoch = epoch
        self.pseudonym = pseudonym
        self.role = role
    }
}

/// How a recipient gets its deliveries.
///
/// The numbers are stored.
package enum Channel: Int16, Sendable {
    case mailbox = 1
    case push = 2
}

/// A disclosure on its way, as it begins: from the agency of its submission, due at once.
package struct NewDelivery: Sendable {
    package let id: UniqueID
    package let recipient: Int32
    package let clause: Int32
    package let contract: Int32
    /// The id of one of its submission's bodies.
    package let body: UniqueID
    package let channel: Channel
    package let expiresAt: Timestamp
    package let orderingKey: String?

    package init(
        id: UniqueID,
        recipient: Int32,
        clause: Int32,
        contract: Int32,
        body: UniqueID,
        channel: Channel,
        expiresAt: Timestamp,
        orderingKey: String?
    ) {
        self.id = id
        self.recipient = recipient
        self.clause = clause
        self.contract = contract
        self.body = body
        self.channel = channel
        self.expiresAt = expiresAt
        self.orderingKey = orderingKey
    }
}

/// What became of a submission.
package enum AcceptOutcome: Sendable {
    /// Committed; the receipt is signed. A refusal or rehearsal, which makes no claim, is committed too.
    case committed(Receipt)
    /// The same event had been accepted before: its receipt again, nothing written.
    case repeated(Receipt)
    /// The id is taken by other content.
    case changed
    /// The book moved on while the event was judged: judge again.
    case staleBook
    /// Not committed, or not known to be.
    case failed(StoreFailure)
}

// SPDX-License-Identifier: Apache-2.0

package import TransparencyLog

/// Looks things up.
///
/// Every question about a record names whose eyes it is asked for; what they may not see is not there.
package protocol StoreReader: Sendable {
    /// The receipts of events accepted before, in order: `.repeated`, `.changed`, or `.staleBook` when the id is free.
    func receipts(for claims: [EventClaim]) async -> [AcceptOutcome]

    /// The sender's view of its event, by the id it chose.
    ///
    /// - Returns: one per source under which the agency used the id; empty when there is none.
    func messages(agency: Int32, id: UniqueID) async throws(StoreFailure) -> [MessageRecord]

    /// The terms of that hash (``ClauseTerms``), if the agency is bound by their agreement.
    func terms(sha256: [UInt8], agency: Int32) async throws(StoreFailure) -> [UInt8]?

    /// Where an entry stands in the log, once sealed, with the tiles its inclusion proof needs.
    func inclusion(of position: LedgerPosition) async throws(StoreFailure) -> LogProof?

    /// The newest checkpoint as a signed note; nil before the first seal.
    func checkpoint() async throws(StoreFailure) -> String?

    /// A hash tile; nil when there is none of that path.
    func tile(_ tile: TileReference) async throws(StoreFailure) -> [UInt8]?

    /// The lengths of queues, for readiness and metrics.
    func health() async throws(StoreFailure) -> StoreHealth
}

/// One accepted message as its sender may see it.
package struct MessageRecord: Sendable {
    package let message: UniqueID
    package let source: String
    package let acceptedAt: Timestamp
    package let leaf: [UInt8]
    package let position: LedgerPosition
    package let opening: [UInt8]?
    package let receipt: Receipt
    package let deliveries: [DeliveryRecordView]

    package init(
        message: UniqueID,
        source: String,
        acceptedAt: Timestamp,
        leaf: [UInt8],
        position: LedgerPosition,
        opening: [UInt8]?,
        receipt: Receipt,
        deliveries: [DeliveryRecordView]
    ) {
        self.message = message
        self.source = source
        self.acceptedAt = acceptedAt
        self.leaf = leaf
        self.position = position
        self.opening = opening
        self.receipt = receipt
        self.deliveries = deliveries
    }
}

/// How far one disclosure of a message has come.
package struct DeliveryRecordView: Sendable {
    /// due, released, accepted, waiting, delivered, undelivered, dead.
    package let state: String
    package let id: UniqueID
    package let recipient: Int32
    package let clause: Int32
    package let contract: Int32
    package let attempts: Int
    package let reference: String?
    package let reason: String?
    package let expiresAt: Timestamp?
    package let closedAt: Timestamp?
    /// Every attempt that did not end it: when, what, why.
    package let tries: [Try]

    package struct Try: Sendable {
        package let attempt: Int
        package let at: Timestamp
        package let result: String
        package let reason: String?

        package init(attempt: Int, at: Timestamp, result: String, reason: String?) {
            self.attempt = attempt
            self.at = at
            self.result = result
            self.reason = reason
        }
    }

    package init(
        state: String,
        id: UniqueID,
        recipient: Int32,
        clause: Int32,
        contract: Int32,
        attempts: Int,
        reference: String?,
        reason: String?,
        expiresAt: Timestamp?,
        closedAt: Timestamp?,
        tries: [Try]
    ) {
        self.state = state
        self.id = id
        self.recipient = recipient
        self.clause = clause
        self.contract = contract
        self.attempts = attempts
        self.reference = reference
        self.reason = reason
        self.expiresAt = expiresAt
        self.closedAt = closedAt
        self.tries = tries
    }
}

/// The lengths of queues.
package struct StoreHealth: Sendable {
    package let openDeliveries: Int64
    package let dueDeliveries: Int64
    package let unsealedEntries: Int64
    package let logSize: Int64
    package let queuedRuns: Int64

    package init(openDeliveries: Int64, dueDeliveries: Int64, unsealedEntries: Int64, logSize: Int64, queuedRuns: Int64)
    {
        self.openDeliveries = openDeliveries
        self.dueDeliveries = dueDeliveries
        self.unsealedEntries = unsealedEntries
        self.logSize = logSize
        self.queuedRuns = queuedRuns
    }
}

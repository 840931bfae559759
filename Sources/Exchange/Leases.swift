// SPDX-License-Identifier: Apache-2.0

/// Whose deliveries to lease, how many and for how long.
package struct LeaseRequest: Sendable {
    package let bookVersion: Int64
    package let recipients: [Int32]
    /// The clauses under which a delivery may still leave today; anything else stays where it is.
    package let clauses: [Int32]
    package let channel: Channel
    package let limit: Int
    package let duration: Duration
    /// Who leases: a client id, or the node that pushes.
    ///
    /// Written into the evidence.
    package let holder: String
    /// The exact question asked of each delivery before it is released; one that fails it is closed as undelivered.
    package let mayLeave: @Sendable (_ clause: Int32, _ sender: Int32, _ contract: Int32, _ recipient: Int32) -> Bool
    /// The names the evidence writes.
    package let parties: PartyNames

    package init(
        bookVersion: Int64,
        recipients: [Int32],
        clauses: [Int32],
        channel: Channel,
        limit: Int,
        duration: Duration,
        holder: String,
        mayLeave: @escaping @Sendable (_ clause: Int32, _ sender: Int32, _ contract: Int32, _ recipient: Int32) -> Bool,
        parties: @escaping PartyNames
    ) {
        self.mayLeave = mayLeave
        self.parties = parties
        self.bookVersion = bookVersion
        self.recipients = recipients
        self.clauses = clauses
        self.channel = channel
        self.limit = limit
        self.duration = duration
        self.holder = holder
    }
}

/// The hold on one delivery: good while the token is the latest, even past its time.
package struct LeaseHold: Sendable, Hashable {
    package let delivery: UniqueID
    package let token: UniqueID

    package init(delivery: UniqueID, token: UniqueID) {
        self.delivery = delivery
        self.token = token
    }
}

/// A leased delivery with its body still sealed.
package struct LeasedDelivery: Sendable {
    package let hold: LeaseHold
    package let message: UniqueID
    package let recipient: Int32
    package let sender: Int32
    package let clause: Int32
    package let contract: Int32
    package let body: SealedBody
    /// Counts leases from 1.
    package let attempt: Int
    package let acceptedAt: Timestamp
    package let expiresAt: Timestamp
    package let leasedUntil: Timestamp

    package init(
        hold: LeaseHold,
        message: UniqueID,
        recipient: Int32,
        sender: Int32,
        clause: Int32,
        contract: Int32,
        body: SealedBody,
        attempt: Int,
        acceptedAt: Timestamp,
        expiresAt: Timestamp,
        leasedUntil: Timestamp
    ) {
        self.hold = hold
        self.message = message
        self.recipient = recipient
        self.sender = sender
        self.clause = clause
        self.contract = contract
        self.body = body
        self.attempt = attempt
        self.acceptedAt = acceptedAt
        self.expiresAt = expiresAt
        self.leasedUntil = leasedUntil
    }
}

/// What happened to a delivery, by the lease under which it was tried or by the reference under which the recipient had taken it.
package struct Settlement: Sendable {
    package enum Target: Sendable, Hashable {
        case lease(LeaseHold)
        /// A later word of the recipient, on a delivery that rests on one of these clauses.
        case report(recipient: Int32, reference: String, clauses: [Int32])
    }

    package let target: Target
    package let event: DeliveryEvent
    /// Why, in words safe for both agencies; kept with the attempt and written into the evidence.
    package let reason: String?
    /// The recipients the caller may settle for; nil for the gateway itself.
    package let recipient: Int32?
    /// Who says so: a client id, or the node that pushed.
    package let holder: String
    /// How long the attempt took, when the gateway made it.
    package let elapsed: Duration?

    package init(
        target: Target,
        event: DeliveryEvent,
        reason: String? = nil,
        recipient: Int32?,
        holder: String,
        elapsed: Duration? = nil
    ) {
        self.reason = reason
        self.target = target
        self.event = event
        self.recipient = recipient
        self.holder = holder
        self.elapsed = elapsed
    }
}

/// The facts of a delivery that its evidence needs.
package struct SettledDelivery: Sendable, Hashable {
    package let id: UniqueID
    package let message: UniqueID
    package let sender: Int32
    package let recipient: Int32
    package let clause: Int32
    package let attempt: Int

    package init(id: UniqueID, message: UniqueID, sender: Int32, recipient: Int32, clause: Int32, attempt: Int) {
        self.id = id
        self.message = message
        self.sender = sender
        self.recipient = recipient
        self.clause = clause
        self.attempt = attempt
    }
}

/// What became of a settlement.
package enum SettleOutcome: Sendable, Hashable {
    /// Written; or written before by the same lease, which is as good.
    case settled
    /// The delivery has been leased again since, or was settled by another lease: nothing was changed.
    case superseded
    /// No delivery of that id is visible to the caller; or none is known by the recipient's reference, or more than one.
    case unknown
}

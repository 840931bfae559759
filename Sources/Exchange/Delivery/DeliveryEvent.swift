// SPDX-License-Identifier: Apache-2.0

package import AdapterKit

/// What happens to a delivery.
package enum DeliveryEvent: Sendable, Hashable {
    case leased(until: Timestamp)
    /// Its `released` entry is committed.
    case released
    /// The recipient answered a push, or acknowledged what it fetched.
    case outcome(Outcome)
    /// Bytes may have arrived but no answer did: time-out or lost connection.
    case outcomeUnknown
    /// The attempt failed before the first byte left.
    case notSent
    /// The recipient's format cannot carry it.
    case cannotRender
    /// No agreement lets it leave any longer.
    case agreementEnded
    /// The recipient's later word on something it had taken.
    case report(Outcome)
    /// Time has passed: a lease, a confirmation or the delivery itself may have run out.
    case clock
    /// An operator tries again, with a new end.
    case requeued(expiresAt: Timestamp)
}

/// What an event did.
package enum DeliveryStep: Sendable, Hashable {
    case moved(DeliveryState, [DeliveryAction])
    /// The event does not fit the state: late, repeated or out of turn. Nothing is to be done.
    case unchanged
}

/// What is to be done in the transaction that stores the new state.
package enum DeliveryAction: Sendable, Hashable {
    /// Writes a ledger entry.
    case record(DeliveryRecord)
    /// Looks again then.
    case schedule(at: Timestamp)
    /// Moves it from the open deliveries to history.
    case close
    /// Moves it back from history.
    case reopen
    /// Tells the sender, who may have to act.
    case tellSender
}

/// What the ledger says of a delivery.
package enum DeliveryRecord: String, Sendable, CaseIterable {
    case released, delivered, accepted, retrying, undelivered, dead, requeued
    case outcomeUnknown = "outcome-unknown"
    /// The recipient took back what it had said.
    case reversed
}

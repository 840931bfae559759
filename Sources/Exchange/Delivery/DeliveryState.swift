// SPDX-License-Identifier: Apache-2.0

/// Where one delivery stands; a value that only ``after(_:at:retry:using:)`` moves.
package struct DeliveryState: Sendable, Hashable {
    package enum Phase: Sendable, Hashable {
        /// May be leased from then on; never tried.
        case due(at: Timestamp)
        /// Somebody has it in hand; nothing has left.
        case leased(until: Timestamp)
        /// Its `released` entry is committed: bytes may have left.
        case released(until: Timestamp)
        /// The recipient took it and says later how it went.
        case accepted(reference: String, confirmBy: Timestamp)
        /// Tried without success; may be leased again from then on.
        case waiting(until: Timestamp)
        /// The recipient has it.
        case delivered(reference: String?)
        /// It will not arrive, for a reason in itself or at the recipient.
        case undelivered(Reason)
        /// Given up.
        case dead(Reason)
    }

    /// Why a delivery ended without arriving.
    package enum Reason: String, Sendable, CaseIterable {
        case refused
        case cannotRender = "cannot-render"
        case agreementEnded = "agreement-ended"
        case unconfirmed
        case exhausted
        case expired
    }

    package let phase: Phase
    /// How often it was released.
    package let attempts: Int
    /// Nothing leaves from then on: its body is about to be gone.
    package let expiresAt: Timestamp

    package init(phase: Phase, attempts: Int, expiresAt: Timestamp) {
        self.phase = phase
        self.attempts = attempts
        self.expiresAt = expiresAt
    }

    /// A delivery that has just been decided.
    package static func new(at time: Timestamp, expiresAt: Timestamp) -> DeliveryState {
        DeliveryState(phase: .due(at: time), attempts: 0, expiresAt: expiresAt)
    }

    package var isOpen: Bool {
        switch phase {
        case .due, .leased, .released, .accepted, .waiting: true
        case .delivered, .undelivered, .dead: false
        }
    }

    /// When ``DeliveryEvent/clock`` will next change something; nil when it is closed.
    package var nextMoment: Timestamp? {
        switch phase {
        case .due, .waiting: expiresAt
        case .leased(let until), .released(let until): until
        case .accepted(_, let confirmBy): confirmBy
        case .delivered, .undelivered, .dead: nil
        }
    }

    func with(_ phase: Phase, attempts: Int? = nil, expiresAt: Timestamp? = nil) -> DeliveryState {
        DeliveryState(phase: phase, attempts: attempts ?? self.attempts, expiresAt: expiresAt ?? self.expiresAt)
    }
}

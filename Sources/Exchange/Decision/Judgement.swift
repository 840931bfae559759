// SPDX-License-Identifier: Apache-2.0

package import Contracts

/// What the agreement book says of one message: a value, whole as soon as it is made.
///
/// A class: it is held by everything that follows from it.
package final class Judgement: Sendable {
    /// One recipient and what was decided for it.
    package struct Disclosure: Sendable {
        /// How the recipient came to be considered.
        package enum Via: String, Sendable { case named, duty }

        package enum Verdict: Sendable {
            case permitted(Clause, purpose: String)
            case refused(Refusal)
        }

        package let recipient: AgencyID
        /// Nil when the directory has no such agency.
        package let recipientKey: Int32?
        package let via: Via
        package let verdict: Verdict

        package var isPermitted: Bool {
            if case .permitted = verdict { true } else { false }
        }
    }

    /// Why the whole message is refused; nothing else is then decided.
    package let refusal: Refusal?
    package let contract: BookContract?
    package let senderKey: Int32?
    package let sourceKey: Int32?
    /// In the order named, then those added by duty; no recipient twice.
    package let disclosures: [Disclosure]
    /// Breaches of the contract that refuse nothing.
    package let warnings: [Violation]
    /// Whom the record is about, by plain identifiers: never to be written down.
    ///
    /// Empty unless the message is accepted.
    let subjects: [SubjectFound]
    /// Whether at least one recipient gets something.
    package let isAccepted: Bool

    init(
        refusal: Refusal?,
        contract: BookContract?,
        senderKey: Int32?,
        sourceKey: Int32?,
        disclosures: [Disclosure],
        warnings: [Violation],
        subjects: [SubjectFound]
    ) {
        self.refusal = refusal
        self.contract = contract
        self.senderKey = senderKey
        self.sourceKey = sourceKey
        self.disclosures = disclosures
        self.warnings = warnings
        isAccepted = refusal == nil && disclosures.contains(where: \.isPermitted)
        self.subjects = isAccepted ? subjects : []
    }
}

// SPDX-License-Identifier: Apache-2.0

/// One version of a sharing agreement: who may disclose what to whom, why, on which basis and until when.
package struct Agreement: Sendable {
    /// Where the version stands; only `active` ones permit anything.
    package enum Status: String, Sendable, CaseIterable { case draft, active, suspended, revoked }

    /// A controller, or a group of them, bound by the agreement.
    package struct Party: Sendable, Hashable {
        package enum Role: String, Sendable, CaseIterable { case controller, joint, processor }

        package let endpoint: Endpoint
        package let role: Role
        package let dpo: String?
        package let breach: String?
        package let accessRequests: String?
    }

    package let ref: AgreementRef
    package let title: String
    /// Who runs the gateway as processor for the parties (UK GDPR Article 28, Data Protection Act 2018 s.59).
    package let operatorName: String
    package let status: Status
    /// The first day on which a revoked version permits nothing; nil for at once.
    package let revokedFrom: CalendarDate?
    package let validity: Validity
    /// When the parties look at it again; its passing stops nothing.
    package let review: CalendarDate?
    package let parties: [Party]
    package let dpia: String?
    package let clauses: [Clause]
    /// SHA-256 of the canonical document without `status` and `revoked`: what is approved and what evidence names.
    ///
    /// Stopping an agreement must need no signature and must not undo those it has.
    package let sha256: [UInt8]

    /// The days on which this version may permit anything, later versions aside; nil for none.
    var effectiveDays: Validity? {
        switch (status, revokedFrom) {
        case (.draft, _), (.suspended, _), (.revoked, nil): nil
        case (.active, nil): validity
        case (.active, let day?), (.revoked, let day?): validity.before(day)
        }
    }

    /// Whether somebody stopped this version, as against its time having run out.
    func isStopped(on day: CalendarDate) -> Bool {
        switch (status, revokedFrom) {
        case (.draft, _), (.suspended, _), (.revoked, nil): true
        case (.active, nil): false
        case (_, let stopped?): day >= stopped
        }
    }
}

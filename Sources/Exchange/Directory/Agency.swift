// SPDX-License-Identifier: Apache-2.0

package import JSONSchema

/// A controller of the partnership, as the directory describes it.
package struct Agency: Sendable {
    /// Whom to ask; addresses such as `mailto:dpo@police.northshire.example`.
    package struct Contacts: Sendable, Hashable {
        /// The data protection officer.
        package let dpo: String?
        package let breach: String?
        package let accessRequests: String?
        /// Whom a practitioner asks about a record of which only the existence was disclosed.
        package let enquiries: String?
    }

    package let id: AgencyID
    package let name: String
    /// Such as `police`, `school`, `virtual-school`.
    package let kind: String
    /// Values by scheme, such as `urn` or `la-code`.
    package let identifiers: [String: [String]]
    /// Bound by public-law duties: may not rely on legitimate interests (UK GDPR Article 6(1)).
    package let publicAuthority: Bool
    /// Processes under Part 3 of the Data Protection Act 2018.
    package let competentAuthority: Bool
    /// What it can take; anything else is refused when it is sent, not when it is delivered.
    package let reads: Set<ContractMajor>
    package let delivery: DeliveryMethod
    /// The adapter that renders messages for it; nil hands over the event as it is.
    package let adapter: String?
    package let adapterSettings: JSONValue
    package let approvalKeys: [ApprovalKey]
    package let contacts: Contacts
    /// The first day on which nothing goes to it or comes from it.
    package let suspendedFrom: CalendarDate?

    package func isSuspended(on day: CalendarDate) -> Bool {
        suspendedFrom.map { day >= $0 } ?? false
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Agencies that agreements name together; an agency joins by signing, without a new version of any agreement.
package struct AgencyGroup: Sendable {
    /// One agency's time in the group.
    package struct Membership: Sendable, Hashable {
        package let agency: AgencyID
        package let validity: Validity
        package let accession: Accession?
    }

    /// The member's signature under its joining.
    package struct Accession: Sendable, Hashable {
        package let keyID: String
        /// Ed25519, 64 bytes.
        package let signature: [UInt8]
    }

    package let id: String
    package let members: [Membership]

    /// What a joining agency signs.
    package static func accessionMessage(group: String, agency: AgencyID, from: CalendarDate) -> [UInt8] {
        Array("concordat/group-accession/v1\n\(group)\n\(agency)\n\(from)\n".utf8)
    }
}

// SPDX-License-Identifier: Apache-2.0

/// An agency's dated permission that a client may act for it.
package struct Authorisation: Sendable, Hashable {
    package enum Direction: String, Sendable, CaseIterable { case send, receive }

    package let agency: AgencyID
    package let contracts: Set<ContractMajor>
    package let direction: Direction
    package let validity: Validity
}

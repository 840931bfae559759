// SPDX-License-Identifier: Apache-2.0

package import JSONSchema

/// A stream of native documents that an adapter turns into messages.
package struct Feed: Sendable {
    package let id: String
    package let adapter: String
    package let contracts: Set<ContractMajor>
    /// The agencies it may carry documents of; nil for any agency whose client may send the contracts.
    package let agencies: Set<AgencyID>?
    package let settings: JSONValue
}

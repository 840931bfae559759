// SPDX-License-Identifier: Apache-2.0

package import Contracts
package import JSONSchema

/// One permitting clause compiled for one contract version: what every permitted disclosure rests on.
package final class Clause: Sendable {
    package let key: Int32
    package let ref: ClauseRef
    package let rule: Agreement.Clause
    package let agreementHash: [UInt8]
    /// The contract of the messages it applies to.
    package let contract: BookContract
    /// The contract of what leaves: the same, or `gateway.record-held` when only the existence is disclosed.
    package let outgoing: BookContract
    package let discloser: LegalBases
    package let recipient: LegalBases
    /// What the recipient may see of `outgoing`.
    package let view: ContractView
    /// The fields without others in them that the view shows.
    let leaves: Set<FieldPattern>
    /// Everything a disclosure under it rests on.
    package let terms: ClauseTerms

    init(
        rule: Agreement.Clause,
        key: Int32,
        agreement: Agreement,
        contract: BookContract,
        outgoing: BookContract,
        view: ContractView,
        leaves: Set<FieldPattern>,
        reviewed: ContractMinor,
        discloser: LegalBases,
        recipient: LegalBases
    ) {
        self.key = key
        self.rule = rule
        self.contract = contract
        self.outgoing = outgoing
        self.view = view
        self.leaves = leaves
        self.discloser = discloser
        self.recipient = recipient
        ref = ClauseRef(agreement: agreement.ref, clause: rule.id)
        agreementHash = agreement.sha256
        terms = ClauseTerms(
            rule: rule,
            agreement: agreement,
            contract: contract,
            reviewed: reviewed,
            outgoing: outgoing,
            view: view,
            discloser: discloser,
            recipient: recipient
        )
    }

    /// The CloudEvents type of what leaves.
    package var type: String { outgoing.contract.messageType }
    /// The address of the schema that what leaves satisfies.
    package var dataschema: String { view.dataschema }
    package var purposes: [String] { rule.purposes }
    package var mode: Agreement.Clause.Mode { rule.mode }
    package var onward: Agreement.Clause.Onward { rule.onward }
    package var recipientRetention: String? { rule.recipientRetention }
    /// The pointers disclosed, less those inside another; fields newer than the reviewed version are not meant.
    package var disclosed: [String] { view.disclosed }
    /// The outermost fields withheld.
    package var withheld: [String] { view.withheld }

    /// What leaves for the recipient: the minimised data, or the word that a record is held.
    ///
    /// - Parameters:
    ///   - data: data that satisfies `contract`.
    ///   - holder: the agency that discloses.
    /// - Returns: JSON that satisfies the schema published at `dataschema`.
    package func body(of data: JSONNode, holder: Agency) -> [UInt8] {
        switch mode {
        case .content: view.minimise(data)
        case .existence: RecordHeld.document(of: data, contract: contract.contract, holder: holder)
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

package import Contracts
internal import JSONSchema

/// A compiled contract version of the book.
package final class BookContract: Sendable {
    package let contract: Contract
    package let id: ContractID
    /// The id as text: written into every entry.
    let name: String
    package let major: ContractMajor
    package let key: Int32
    /// SHA-256 of the canonical contract document.
    package let sha256: [UInt8]
    /// The ids of its quality rules: what an agreement may lower.
    let ruleIDs: Set<String>
    /// The fields that hold no others.
    let leaves: [FieldPattern]

    init(contract: Contract, key: Int32, document: BookDocument) {
        self.contract = contract
        self.key = key
        sha256 = document.sha256
        ruleIDs = Self.ruleIDs(document.value)
        let fields = contract.fields.map(\.pointer)
        let enclosing = Set(fields.filter { !$0.tokens.isEmpty }.map { FieldPattern($0.tokens.dropLast()) })
        leaves = fields.filter { !enclosing.contains($0) && !enclosing.contains($0.appending("*")) }
        id = contract.id
        name = contract.id.description
        major = ContractMajor(contract.id)
    }

    /// Every `id` in a `quality` list, wherever it stands.
    private static func ruleIDs(_ value: JSONValue) -> Set<String> {
        switch value {
        case .array(let elements):
            elements.reduce(into: []) { $0.formUnion(ruleIDs($1)) }
        case .object(let members):
            members.reduce(into: []) { ids, member in
                guard member.name == "quality" else { return ids.formUnion(ruleIDs(member.value)) }
                ids.formUnion((member.value.list ?? []).compactMap { $0["id"]?.text })
            }
        default: []
        }
    }
}

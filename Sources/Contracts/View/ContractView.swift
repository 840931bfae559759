// SPDX-License-Identifier: Apache-2.0

package import JSONSchema

/// What one clause discloses of a contract: the fields on its allow-list and nothing else.
package struct ContractView: Sendable {
    /// The clause names fields that the contract, or the reviewed version of it, does not have.
    package struct UnknownFields: Error, Sendable, Equatable, CustomStringConvertible {
        package let contract: ContractID
        /// As the clause writes them, sorted.
        package let pointers: [String]

        package var description: String {
            "\(contract) has no field \(pointers.joined(separator: ", ")). Mend: disclose only fields the contract lists."
        }
    }

    package let contract: ContractID
    /// The disclosed pointers, sorted, less those inside another of them.
    ///
    /// Fields newer than the reviewed version are not in it.
    package let disclosed: [String]
    /// The outermost fields that are withheld, sorted.
    package let withheld: [String]
    package let mayReceiveRestricted: Bool
    /// Sixteen hex digits naming what the view shows; equal for equal disclosures of a contract.
    ///
    /// A name, not a proof.
    package let id: String
    /// The address the view's schema is published at.
    package let dataschema: String
    /// The schema minimised messages satisfy.
    package let schema: JSONValue
    /// Nothing is ever withheld: every field is disclosed and no address restriction can drop one.
    package let isWhole: Bool

    let root: ViewNode
    /// The same as `root`, for copying messages.
    let projection: JSONProjection

    /// Compiles a clause's allow-list.
    ///
    /// `disclose`: pointer patterns; naming an object, list or map discloses all in it, and `""` the whole message.
    /// `mayReceiveRestricted`: locations and narratives go even when an address is restricted.
    /// `reviewed`: the version the clause was agreed on; fields it does not have stay withheld. Nil: this version.
    package init(
        contract: Contract,
        disclose: [String],
        mayReceiveRestricted: Bool,
        reviewed: Contract? = nil
    ) throws(UnknownFields) {
        let known = Set((reviewed ?? contract).fields.map(\.pointer)).union([.root])
        var patterns: Set<FieldPattern> = []
        var unknown: [String] = []
        for text in disclose {
            if let pattern = FieldPattern(parsing: text), known.contains(pattern),
                contract.shape.descendant(pattern.tokens) != nil
            {
                patterns.insert(pattern)
            } else {
                unknown.append(text)
            }
        }
        guard unknown.isEmpty else {
            throw UnknownFields(contract: (reviewed ?? contract).id, pointers: unknown.sorted())
        }

        self.contract = contract.id
        self.mayReceiveRestricted = mayReceiveRestricted
        root =
            ViewNode(contract.shape, disclosing: patterns, known: reviewed == nil ? nil : known)
            ?? ViewNode(withholding: contract.shape)
        projection = JSONProjection(root)
        let parts = ViewParts(contract.shape, root, patterns)
        disclosed = parts.disclosed.map(\.description)
        withheld = parts.withheld.map(\.description)
        let mayLackRestricted = root.hasRestrictable && !mayReceiveRestricted
        isWhole = withheld.isEmpty && !mayLackRestricted
        let name = disclosed + [root.hasRestrictable && mayReceiveRestricted ? "restricted" : ""]
        id = FNV1a.hex(name.joined(separator: "\n"))
        dataschema = contract.dataschema + "/views/" + id
        schema = SchemaWriter(
            root: root,
            rules: contract.rules,
            mayLackRestricted: mayLackRestricted,
            closesOpen: true,
            assertsWarnings: false
        ).schema(id: dataschema)
    }
}

// SPDX-License-Identifier: Apache-2.0

/// The contracts in force, found by version, address or message type.
package struct Catalogue: Sendable {
    /// Two contracts that cannot stand side by side.
    package struct Clash: Error, Sendable, Equatable, CustomStringConvertible {
        package let contracts: [ContractID]
        package let problem: String

        package var description: String {
            "\(contracts.map(\.description).joined(separator: " and ")): \(problem). Mend: give each its own."
        }
    }

    /// In order of name and version.
    package let all: [Contract]
    private let byID: [ContractID: Int]
    private let byAddress: [String: Int]

    /// Throws when two contracts share a version, an address or, being different contracts or majors, a message type.
    package init(contracts: [Contract]) throws(Clash) {
        all = contracts.sorted {
            ($0.id.name, $0.id.major, $0.id.minor, $0.id.patch) < ($1.id.name, $1.id.major, $1.id.minor, $1.id.patch)
        }
        var byID: [ContractID: Int] = [:]
        var byAddress: [String: Int] = [:]
        var byType: [String: ContractID] = [:]
        for (index, contract) in all.enumerated() {
            let id = contract.id
            if byID.updateValue(index, forKey: id) != nil {
                throw Clash(contracts: [id, id], problem: "the same version is given twice")
            }
            if let other = byAddress.updateValue(index, forKey: contract.dataschema) {
                throw Clash(contracts: [all[other].id, id], problem: "both are published at one address")
            }
            if let other = byType.updateValue(id, forKey: contract.messageType),
                other.name != id.name || other.major != id.major
            {
                throw Clash(contracts: [other, id], problem: "both have one message type")
            }
        }
        self.byID = byID
        self.byAddress = byAddress
    }

    package subscript(_ id: ContractID) -> Contract? { byID[id].map { all[$0] } }

    /// The contract whose schema is published at the address.
    package func contract(dataschema: String) -> Contract? { byAddress[dataschema].map { all[$0] } }

    /// The latest patch of a minor version.
    package func resolve(_ name: String, major: Int, minor: Int) -> Contract? {
        all.last { $0.id.name == name && $0.id.major == major && $0.id.minor == minor }
    }

    /// The latest patch of a reviewed minor version.
    package func resolve(_ reviewed: ContractMinor) -> Contract? {
        resolve(reviewed.name, major: reviewed.major, minor: reviewed.minor)
    }
}

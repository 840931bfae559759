// SPDX-License-Identifier: Apache-2.0

package import Contracts

/// The contract versions of a book.
package struct BookContracts: Sendable {
    /// Sorted by name and version.
    package let all: [BookContract]
    private let byName: [ContractID: BookContract]
    private let bySchema: [String: BookContract]
    private let byMajor: [ContractMajor: [BookContract]]

    init(_ contracts: [BookContract]) {
        all = contracts.sorted {
            ($0.id.name, $0.id.major, $0.id.minor, $0.id.patch) < ($1.id.name, $1.id.major, $1.id.minor, $1.id.patch)
        }
        byName = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        bySchema = Dictionary(all.map { ($0.contract.dataschema, $0) }, uniquingKeysWith: { first, _ in first })
        byMajor = Dictionary(grouping: all, by: \.major)
    }

    package subscript(id: ContractID) -> BookContract? { byName[id] }

    /// The version whose schema is published at exactly that address.
    package func version(dataschema: String) -> BookContract? {
        guard let found = bySchema[dataschema], found.contract.dataschema.hasBytes(of: dataschema) else {
            return nil
        }
        return found
    }

    /// Every version of a major, oldest first.
    package func versions(of major: ContractMajor) -> [BookContract] { byMajor[major] ?? [] }

    /// The last patch of a reviewed minor version.
    func reviewed(_ scope: Agreement.ContractScope) -> BookContract? {
        let versions = versions(of: scope.major)
        guard let minor = scope.minor else { return versions.last }
        return versions.last { $0.id.minor == minor }
    }
}

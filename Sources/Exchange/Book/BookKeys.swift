// SPDX-License-Identifier: Apache-2.0

package import Contracts

/// The small integers the store gives to the names of a book, so that rows stay narrow.
package struct BookKeys: Sendable {
    package var agencies: [AgencyID: Int32]
    package var clauses: [ClauseRef: Int32]
    package var contracts: [ContractID: Int32]
    package var sources: [String: Int32]

    package init(
        agencies: [AgencyID: Int32],
        clauses: [ClauseRef: Int32],
        contracts: [ContractID: Int32],
        sources: [String: Int32]
    ) {
        self.agencies = agencies
        self.clauses = clauses
        self.contracts = contracts
        self.sources = sources
    }

    /// Keys from 1 in the order of the names: for a book that is only looked at, never stored.
    package static func sequential(_ names: BookNames) -> BookKeys {
        func numbered<Name: Hashable>(_ names: [Name]) -> [Name: Int32] {
            Dictionary(zip(names, 1...), uniquingKeysWith: { first, _ in first })
        }
        return BookKeys(
            agencies: numbered(names.agencies),
            clauses: numbered(names.clauses),
            contracts: numbered(names.contracts),
            sources: numbered(names.sources)
        )
    }
}

/// The names in a set of documents that need keys; sorted and without repetition.
package struct BookNames: Sendable {
    package let agencies: [AgencyID]
    package let clauses: [ClauseRef]
    package let contracts: [ContractID]
    package let sources: [String]

    init(directory: Directory?, agreements: [Agreement], contracts: [ContractID]) {
        agencies = (directory?.agencies.keys.map(\.self) ?? []).sorted()
        sources = (directory?.sources.keys.map(\.self) ?? []).sorted()
        clauses = agreements.flatMap { agreement in
            agreement.clauses.map { ClauseRef(agreement: agreement.ref, clause: $0.id) }
        }.sorted { $0.description < $1.description }
        self.contracts = Set(contracts).sorted { $0.description < $1.description }
    }
}

// SPDX-License-Identifier: Apache-2.0

internal import Contracts
internal import Exchange

/// What a caller may know of contracts and agreements; everything else is not there.
struct Visibility {
    let caller: Caller
    private let groups: Set<String>

    init(_ caller: Caller) {
        self.caller = caller
        let directory = caller.book.directory
        groups = Set(directory.groups.keys.filter { directory.isMember(caller.actor.agency, of: $0, on: caller.day) })
    }

    /// Whether the agency is bound by the agreement.
    func isParty(_ agreement: Agreement) -> Bool {
        agreement.parties.contains { isSelf($0.endpoint) }
    }

    func isEnd(of clause: Agreement.Clause) -> Bool {
        clause.from.contains(where: isSelf) || clause.to.contains(where: isSelf)
    }

    /// The contracts the client may send or receive for the agency, or that a clause sends from or to it.
    var contracts: [BookContract] {
        let book = caller.book
        var majors: Set<ContractMajor> = []
        for authorisation in book.directory.clients[caller.actor.client]?.authorisations ?? []
        where authorisation.agency == caller.actor.agency && authorisation.validity.contains(caller.day) {
            majors.formUnion(authorisation.contracts)
        }
        var named: Set<ContractID> = []
        for clause in book.clauses where isEnd(of: clause.rule) {
            named.insert(clause.contract.id)
            named.insert(clause.outgoing.id)
        }
        return book.contracts.all.filter { majors.contains($0.major) || named.contains($0.id) }
    }

    func contract(name: String, version: String) -> BookContract? {
        guard let id = ContractID(name: name, version: version) else { return nil }
        return contracts.first { $0.id == id }
    }

    /// The view of that id which a clause of the agency's shows of a contract.
    func view(_ id: String, of contract: ContractID) -> ContractView? {
        caller.book.clauses.first { isEnd(of: $0.rule) && $0.outgoing.id == contract && $0.view.id == id }?.view
    }

    private func isSelf(_ endpoint: Endpoint) -> Bool {
        switch endpoint {
        case .agency(let id): id == caller.actor.agency
        case .group(let group): groups.contains(group)
        }
    }
}

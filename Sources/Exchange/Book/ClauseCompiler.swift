// SPDX-License-Identifier: Apache-2.0

internal import Contracts
internal import JSONSchema

/// Compiles a permitting clause for every contract version it covers.
struct ClauseCompiler {
    let agreement: Agreement
    let document: BookDocument
    let contracts: BookContracts

    func compile(_ clause: Agreement.Clause, key: Int32) -> ([ContractID: Clause], [FileProblem]) {
        guard clause.effect == .permit, let discloser = clause.discloser, let recipient = clause.recipient else {
            return ([:], [])
        }
        var compiled: [ContractID: Clause] = [:]
        var problems: [FileProblem] = []
        for scope in clause.contracts {
            guard let reviewed = contracts.reviewed(scope) else { continue }
            for contract in contracts.versions(of: scope.major) {
                do throws(ContractView.UnknownFields) {
                    compiled[contract.id] = try compile(clause, key, contract, reviewed, discloser, recipient)
                } catch {
                    problems.append(located(error, clause))
                }
            }
        }
        return (compiled, problems)
    }

    private func compile(
        _ clause: Agreement.Clause,
        _ key: Int32,
        _ contract: BookContract,
        _ reviewed: BookContract,
        _ discloser: LegalBases,
        _ recipient: LegalBases
    ) throws(ContractView.UnknownFields) -> Clause {
        let isExistence = clause.mode == .existence
        let outgoing = isExistence ? recordHeld ?? contract : contract
        let selection = selection(clause, contract)
        // Why: a version past the reviewed one gives only what the reviewed one already had, since nobody has looked at the rest.
        let isNewer = contract.id.minor > reviewed.id.minor
        let view = try ContractView(
            contract: outgoing.contract,
            disclose: isExistence ? [""] : selection.map(\.description),
            mayReceiveRestricted: clause.mayReceiveRestricted,
            reviewed: isNewer && !isExistence ? reviewed.contract : nil
        )
        let known = Set(reviewed.contract.fields.map(\.pointer))
        let leaves = contract.leaves.filter { leaf in
            selection.contains { $0.covers(leaf) } && (!isNewer || known.contains(leaf))
        }
        return Clause(
            rule: clause,
            key: key,
            agreement: agreement,
            contract: contract,
            outgoing: outgoing,
            view: view,
            leaves: isExistence ? [] : Set(leaves),
            reviewed: reviewed.id.reviewed,
            discloser: discloser,
            recipient: recipient
        )
    }

    private var recordHeld: BookContract? { RecordHeld.contract.flatMap { contracts.versions(of: $0).last } }

    /// The clause's fields that one version of the contract has; an older version may lack some.
    private func selection(_ clause: Agreement.Clause, _ version: BookContract) -> [FieldPattern] {
        switch clause.selection {
        case .whole: return [.root]
        case .fields(let patterns):
            let existing = Set(version.contract.fields.map(\.pointer))
            return patterns.filter(existing.contains)
        }
    }

    /// Faults of a view are faults of the clause that asks for it.
    private func located(_ error: ContractView.UnknownFields, _ clause: Agreement.Clause) -> FileProblem {
        let index = agreement.clauses.firstIndex { $0.id == clause.id } ?? 0
        let pointer = JSONPointer.root.appending("clauses").appending(index).appending("disclose")
        let names = error.pointers.joined(separator: ", ")
        return document.problem(
            pointer,
            "\(error.contract) has no field \(names)",
            "disclose only fields the contract lists"
        )
    }
}

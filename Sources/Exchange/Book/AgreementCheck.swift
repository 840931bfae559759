// SPDX-License-Identifier: Apache-2.0

internal import Contracts
internal import JSONSchema

/// Whether everything an agreement names exists.
struct AgreementCheck {
    private let agreement: Agreement
    private let document: BookDocument
    private let directory: Directory
    private let contracts: BookContracts
    private var problems: [FileProblem] = []

    init(_ agreement: Agreement, _ document: BookDocument, _ directory: Directory, _ contracts: BookContracts) {
        self.agreement = agreement
        self.document = document
        self.directory = directory
        self.contracts = contracts
    }

    mutating func run() -> [FileProblem] {
        for (index, party) in agreement.parties.enumerated() {
            let pointer = JSONPointer.root.appending("parties").appending(index)
            checkExists(party.endpoint, pointer)
        }
        for (index, clause) in agreement.clauses.enumerated() {
            check(clause, JSONPointer.root.appending("clauses").appending(index))
        }
        return problems
    }

    private mutating func fault(_ pointer: JSONPointer, _ problem: String, _ mend: String) {
        problems.append(document.problem(pointer, problem, mend))
    }

    private mutating func checkExists(_ endpoint: Endpoint, _ pointer: JSONPointer) {
        switch endpoint {
        case .agency(let id) where directory.agencies[id] == nil:
            fault(pointer, "the directory has no agency \(id)", "correct the id or add the agency")
        case .group(let id) where directory.groups[id] == nil:
            fault(pointer, "the directory has no group \(id)", "correct the id or add the group")
        default: break
        }
    }

    private mutating func check(_ clause: Agreement.Clause, _ pointer: JSONPointer) {
        for (key, endpoints) in [("from", clause.from), ("to", clause.to)] {
            for (index, endpoint) in endpoints.enumerated()
            where !agreement.parties.contains(where: { $0.endpoint == endpoint }) {
                fault(
                    pointer.appending(key).appending(index),
                    "\(endpoint) is not a party to the agreement",
                    "list it under parties"
                )
            }
        }
        for (index, scope) in clause.contracts.enumerated() {
            guard let contract = contracts.reviewed(scope) else {
                fault(
                    pointer.appending("contracts").appending(index),
                    "there is no contract \(scope)",
                    "correct the name and version or add the contract"
                )
                continue
            }
            check(clause, against: contract, pointer)
        }
        guard clause.mode == .existence, clause.effect == .permit else { return }
        if RecordHeld.contract.map(contracts.versions)?.isEmpty ?? true {
            fault(pointer.appending("mode"), "there is no contract gateway.record-held@1", "add that contract")
        }
        for id in senders(clause) where directory.agencies[id]?.contacts.enquiries == nil {
            fault(
                pointer.appending("mode"),
                "the recipient could not tell whom to ask: \(id) has no contact for enquiries",
                "give the agency contacts.enquiries in the directory"
            )
        }
    }

    private func senders(_ clause: Agreement.Clause) -> [AgencyID] {
        clause.from.flatMap { endpoint in
            switch endpoint {
            case .agency(let id): [id]
            case .group(let id): directory.groups[id]?.members.map(\.agency) ?? []
            }
        }
    }

    private mutating func check(_ clause: Agreement.Clause, against contract: BookContract, _ pointer: JSONPointer) {
        let fields = contract.contract.fields.map(\.pointer)
        func refuseUnknown(_ field: FieldPattern, _ place: JSONPointer) {
            guard !fields.contains(field) else { return }
            fault(place, "\(contract.id) has no field \(field)", "use a field of the contract")
        }
        for (index, match) in clause.match.enumerated() {
            refuseUnknown(match.pointer, pointer.appending("match").appending(index))
        }
        for (index, condition) in clause.when.enumerated() {
            refuseUnknown(condition.pointer, pointer.appending("when").appending(index))
        }
        if case .fields(let patterns) = clause.selection {
            for (index, pattern) in patterns.enumerated() {
                refuseUnknown(pattern, pointer.appending("disclose").appending(index))
            }
        }
        for rule in clause.lowered.sorted() where !contract.ruleIDs.contains(rule) {
            fault(
                pointer.appending("lower"),
                "\(contract.id) has no rule \(rule)",
                "name a rule of the contract by its id"
            )
        }
    }
}

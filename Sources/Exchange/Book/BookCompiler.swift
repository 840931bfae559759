// SPDX-License-Identifier: Apache-2.0

internal import Contracts
internal import JSONSchema

/// Compiles documents into a book, collecting every fault on the way.
struct BookCompiler {
    /// An agreement and the document it was read from.
    typealias Read = (agreement: Agreement, document: BookDocument)

    let keys: BookKeys
    let requireApprovals: Bool
    private(set) var problems: [FileProblem] = []
    private(set) var notices: [FileProblem] = []
    private(set) var directory: Directory?
    private(set) var agencies: [AgencyID: BookAgency] = [:]
    private(set) var contracts = BookContracts([])
    private(set) var agreements: [Read] = []
    private(set) var approvals = Approvals()
    private(set) var governance = Governance([], approved: { _ in false })
    private(set) var rules: [BookRule] = []
    private(set) var routes = Routes()

    /// The version before: a contract of it that did not change, nor the code lists, is not compiled again.
    ///
    /// The schema of others that a contract pins cannot change without the contract's own text.
    private let previous: Book?
    /// The hashes of the code lists, in order.
    private(set) var codeLists: [[UInt8]] = []

    init(keys: BookKeys, requireApprovals: Bool, reusing previous: Book? = nil) {
        self.previous = previous
        self.keys = keys
        self.requireApprovals = requireApprovals
    }

    mutating func compile(_ documents: [BookDocument]) {
        refuseRepetitions(documents)
        readDirectory(documents)
        readContracts(documents)
        readAgreements(documents)
        readApprovals(documents)
        // Why: faults of reading would only be repeated as dangling references.
        guard problems.isEmpty, let directory else { return }
        for (agreement, document) in agreements {
            var check = AgreementCheck(agreement, document, directory, contracts)
            problems += check.run()
        }
        guard problems.isEmpty else { return }
        governance = Governance(agreements.map(\.agreement)) { [approvals, requireApprovals] agreement in
            !requireApprovals || approvals.missing(agreement).isEmpty
        }
        let membership = Membership(directory, agencies)
        for (agreement, document) in agreements { compile(agreement, document, membership) }
    }

    private mutating func refuseRepetitions(_ documents: [BookDocument]) {
        var seen: Set<String> = []
        for document in documents where !seen.insert("\(document.kind) \(document.name)").inserted {
            problems.append(
                document.problem(.root, "two documents are both \(document.kind) \(document.name)", "keep one of them")
            )
        }
    }

    private mutating func readDirectory(_ documents: [BookDocument]) {
        let found = documents.filter { $0.kind == .directory }
        guard let document = found.first, found.count == 1 else {
            let file = found.last?.source?.file ?? "directory"
            problems.append(
                FileProblem(
                    file: file,
                    line: nil,
                    key: "",
                    problem: "a book has exactly one directory, not \(found.count)",
                    mend: "give one document of kind Directory"
                )
            )
            return
        }
        let (read, faults) = DirectoryReader.read(document, credentials: documents.filter { $0.kind == .credentials })
        problems += faults
        guard let read else { return }
        directory = requireApprovals ? keepingSignedMembers(read, document) : read
        for agency in read.agencies.values {
            guard let key = keys.agencies[agency.id] else {
                problems.append(missingKey(document, "agency \(agency.id)"))
                continue
            }
            agencies[agency.id] = BookAgency(agency: agency, key: key)
        }
        for source in read.sources.keys.sorted() where keys.sources[source] == nil {
            problems.append(missingKey(document, "source \(source)"))
        }
    }

    private mutating func keepingSignedMembers(_ directory: Directory, _ document: BookDocument) -> Directory {
        let (kept, left) = directory.keepingSignedMembers()
        notices += left.map { group, agency in
            document.problem(
                .root,
                "\(agency) is not counted as a member of \(group): its accession is not signed by a key of its own",
                "have the agency sign its accession"
            )
        }
        return kept
    }

    private mutating func readContracts(_ documents: [BookDocument]) {
        let lists = readCodeLists(documents)
        codeLists = documents.filter { $0.kind == .codeList }.map(\.sha256).sorted { $0.lexicographicallyPrecedes($1) }
        let reusable = previous?.codeLists == codeLists ? previous?.contracts.all ?? [] : []
        let schemas = ForeignSchemas(documents.compactMap(\.foreign))
        let compiled = Dictionary(reusable.map { ($0.sha256, $0) }, uniquingKeysWith: { first, _ in first })
        var read: [BookContract] = []
        for document in documents where document.kind == .contract {
            if let known = compiled[document.sha256], keys.contracts[known.id] == known.key,
                known.contract.foreignSchema.map({ schemas[$0.sha256] != nil }) ?? true
            {
                read.append(known)
                continue
            }
            do throws(ContractProblems) {
                let contract = try Contract(
                    odcs: document.value,
                    source: document.source,
                    lists: lists,
                    schemas: schemas
                )
                guard let key = keys.contracts[contract.id] else {
                    problems.append(missingKey(document, "contract \(contract.id)"))
                    continue
                }
                read.append(BookContract(contract: contract, key: key, document: document))
            } catch {
                problems += error.problems
            }
        }
        contracts = BookContracts(read)
    }

    private mutating func readCodeLists(_ documents: [BookDocument]) -> CodeLists {
        var read: [CodeList] = []
        for document in documents where document.kind == .codeList {
            do throws(ContractProblems) {
                read.append(try CodeList(reading: document.value, source: document.source))
            } catch {
                problems += error.problems
            }
        }
        return CodeLists(read)
    }

    private mutating func readAgreements(_ documents: [BookDocument]) {
        for document in documents where document.kind == .agreement {
            let (agreement, faults) = AgreementReader.read(document)
            problems += faults
            if let agreement { agreements.append((agreement, document)) }
        }
        agreements.sort {
            ($0.agreement.ref.id, $0.agreement.ref.version) < ($1.agreement.ref.id, $1.agreement.ref.version)
        }
    }

    private mutating func readApprovals(_ documents: [BookDocument]) {
        let known = Dictionary(
            agreements.map { ($0.agreement.ref, $0.agreement) },
            uniquingKeysWith: { first, _ in first }
        )
        for document in documents where document.kind == .approval {
            let (approval, faults) = Approval.read(document)
            problems += faults
            guard let approval else { continue }
            if let reason = approvals.add(approval, agreements: known, agencies: directory?.agencies ?? [:]) {
                notices.append(
                    document.problem(.root, "the approval does not count: \(reason)", "have the agency sign again")
                )
            }
        }
        guard requireApprovals else { return }
        for (agreement, document) in agreements where agreement.status != .draft {
            let missing = approvals.missing(agreement)
            guard !missing.isEmpty else { continue }
            let names = missing.map(\.rawValue).joined(separator: ", ")
            notices.append(
                document.problem(
                    .root,
                    "the version does not count: approvals are missing",
                    "have it approved by \(names)"
                )
            )
        }
    }

    private func missingKey(_ document: BookDocument, _ name: String) -> FileProblem {
        document.problem(.root, "the store has given no key to \(name)", "apply the documents again")
    }

    private mutating func compile(_ agreement: Agreement, _ document: BookDocument, _ membership: Membership) {
        for clause in agreement.clauses {
            let ref = ClauseRef(agreement: agreement.ref, clause: clause.id)
            guard let key = keys.clauses[ref] else {
                problems.append(missingKey(document, "clause \(ref)"))
                continue
            }
            let compiler = ClauseCompiler(agreement: agreement, document: document, contracts: contracts)
            let (compiled, faults) = compiler.compile(clause, key: key)
            problems += faults
            let rule = BookRule(
                key: key,
                ref: ref,
                rule: clause,
                agreement: agreement,
                days: governance.days(of: agreement.ref),
                clauses: compiled
            )
            rules.append(rule)
            if governance.counted.contains(agreement.ref) { addRoutes(rule, membership) }
        }
    }

    private mutating func addRoutes(_ rule: BookRule, _ membership: Membership) {
        for (from, to, spans) in membership.pairs(from: rule.rule.from, to: rule.rule.to) {
            for clause in rule.clauses.values {
                routes.add(Routes.Permit(rule: rule, clause: clause, spans: spans), from: from, to: to)
            }
            guard rule.rule.effect == .deny else { continue }
            for contract in rule.rule.contracts.flatMap({ contracts.versions(of: $0.major) }) {
                routes.add(Routes.Denial(rule: rule, spans: spans), contract: contract, from: from, to: to)
            }
        }
    }
}

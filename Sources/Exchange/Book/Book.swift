// SPDX-License-Identifier: Apache-2.0

package import Contracts
internal import JSONSchema

/// Everything that decides what may be shared, compiled once and never changed: a new version is a new book.
package final class Book: Sendable {
    /// What every decision made with this book records.
    package let version: Int64
    package let directory: Directory
    /// The hashes of its code lists, in order.
    let codeLists: [[UInt8]]
    package let contracts: BookContracts
    /// Every version of every agreement, sorted by id and version.
    package let agreements: [Agreement]
    /// What does not count and why: approvals, versions and group members that are reported but not fatal.
    package let notices: [FileProblem]
    /// Whether real records are exchanged under it.
    package let isLive: Bool
    let agencies: [AgencyID: BookAgency]
    let rules: [BookRule]
    let routes: Routes
    private let governance: Governance
    private let approvals: Approvals
    private let sourceKeys: [String: Int32]
    private let agencyIDs: [Int32: AgencyID]
    private let rulesByKey: [Int32: BookRule]
    private let viewClauses: [String: Clause]

    /// Compiles a book.
    ///
    /// - Parameters:
    ///   - version: what the store calls this set of documents.
    ///   - documents: one directory; any number of the other kinds.
    ///   - keys: an integer for every name in the documents.
    ///   - requireApprovals: whether a version counts only with every signature; false is for trying out.
    ///   - isLive: whether real records are exchanged; test certificates and test numbers are refused then, and elsewhere the reverse.
    /// - Throws: every fault found; a book that cannot be made permits nothing.
    package init(
        version: Int64,
        documents: [BookDocument],
        keys: BookKeys,
        requireApprovals: Bool,
        isLive: Bool = false,
        reusing previous: Book? = nil
    ) throws(BookProblems) {
        var compiler = BookCompiler(keys: keys, requireApprovals: requireApprovals, reusing: previous)
        compiler.compile(documents)
        guard compiler.problems.isEmpty, let directory = compiler.directory else {
            throw BookProblems(compiler.problems)
        }
        self.version = version
        self.isLive = isLive
        self.directory = directory
        contracts = compiler.contracts
        codeLists = compiler.codeLists
        agreements = compiler.agreements.map(\.agreement)
        notices = compiler.notices
        agencies = compiler.agencies
        rules = compiler.rules
        routes = compiler.routes
        governance = compiler.governance
        approvals = compiler.approvals
        sourceKeys = keys.sources
        agencyIDs = Dictionary(compiler.agencies.map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
        rulesByKey = Dictionary(compiler.rules.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        let clauses = compiler.rules.flatMap(\.clauses.values)
        viewClauses = Dictionary(clauses.map { ($0.dataschema, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The names in the documents, so that the store can give keys to those that have none.
    package static func namesNeedingKeys(_ documents: [BookDocument]) throws(BookProblems) -> BookNames {
        var problems: [FileProblem] = []
        var directory: Directory?
        for document in documents where document.kind == .directory {
            let (read, faults) = DirectoryReader.read(document, credentials: [])
            directory = read
            problems += faults
        }
        var agreements: [Agreement] = []
        for document in documents where document.kind == .agreement {
            let (agreement, faults) = AgreementReader.read(document)
            agreements += [agreement].compactMap(\.self)
            problems += faults
        }
        var contracts: [ContractID] = []
        for document in documents where document.kind == .contract {
            if let id = ContractID(parsing: document.name) {
                contracts.append(id)
            } else {
                problems.append(
                    document.problem(.root, "the contract's id or version is not well-formed", "write version '1.0.0'")
                )
            }
        }
        guard problems.isEmpty else { throw BookProblems(problems) }
        return BookNames(directory: directory, agreements: agreements, contracts: contracts)
    }

    /// Every clause that permits, once for each contract version it covers.
    package var clauses: [Clause] {
        rules.flatMap { rule in rule.clauses.values.sorted { $0.contract.key < $1.contract.key } }
    }

    /// The terms of every clause, and the keys of the agencies bound by its agreement, now or at any time the directory knows.
    package var terms: [(terms: ClauseTerms, parties: [Int32])] {
        rules.flatMap { rule in
            let parties = rule.agreement.parties.flatMap { party -> [AgencyID] in
                switch party.endpoint {
                case .agency(let id): [id]
                case .group(let group): directory.groups[group]?.members.map(\.agency) ?? []
                }
            }
            let keys = Set(parties.compactMap(agencyKey)).sorted()
            return rule.clauses.values.map { ($0.terms, keys) }
        }
    }

    /// The clause a stored decision names.
    package func clause(key: Int32, contract: ContractID) -> Clause? { rulesByKey[key]?.clauses[contract] }

    /// A clause whose view is published at that address; clauses that disclose the same share an address.
    package func clause(dataschema: String) -> Clause? { viewClauses[dataschema] }

    /// The version of an agreement in force on a day.
    package func governing(_ agreement: String, on day: CalendarDate) -> Agreement? {
        governance.governing(agreement, on: day)
    }

    /// The agencies whose approval a version still lacks, sorted.
    package func missingApprovals(_ ref: AgreementRef) -> [AgencyID] {
        agreements.first { $0.ref == ref }.map(approvals.missing) ?? []
    }

    package func agencyID(key: Int32) -> AgencyID? { agencyIDs[key] }

    package func agencyKey(_ id: AgencyID) -> Int32? { agencies[id]?.key }

    package func sourceKey(_ source: String) -> Int32? { sourceKeys[source] }

    func rule(key: Int32) -> BookRule? { rulesByKey[key] }
}

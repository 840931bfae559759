// SPDX-License-Identifier: Apache-2.0

internal import Contracts
internal import Exchange
internal import Synchronization

/// What the door says of a book again and again, worked out once for each version of it.
final class BookPages: Sendable {
    /// What an answer says of a clause.
    struct ClausePage: Sendable {
        /// The clause's reference as a JSON string.
        let reference: [UInt8]
        /// A JSON array of the pointers it withholds.
        let withholds: [UInt8]

        init(_ clause: Clause) {
            var name = JSONWriter(capacity: 80)
            name.string(clause.ref.description)
            reference = name.bytes
            var list = JSONWriter(capacity: 200)
            list.beginArray()
            for pointer in clause.withheld { list.string(pointer) }
            list.endArray()
            withholds = list.bytes
        }
    }

    /// Whose deliveries, fetched by whom, on which day.
    private struct Fetcher: Hashable {
        let actor: Actor
        let day: CalendarDate
    }

    let book: Book
    private let clauses: [ObjectIdentifier: ClausePage]
    /// By reference and contract, as ledger entries name them.
    private let named: [String: ClausePage]
    private let references: [Int32: String]
    private let contracts: [Int32: ContractID]
    private let fetchable = Mutex<[Fetcher: [Int32]]>([:])

    init(_ book: Book) {
        self.book = book
        var clauses: [ObjectIdentifier: ClausePage] = [:]
        var named: [String: ClausePage] = [:]
        var references: [Int32: String] = [:]
        for clause in book.clauses {
            let page = ClausePage(clause)
            clauses[ObjectIdentifier(clause)] = page
            named["\(clause.ref) \(clause.contract.id)"] = page
            references[clause.key] = clause.ref.description
        }
        self.clauses = clauses
        self.named = named
        self.references = references
        contracts = Dictionary(book.contracts.all.map { ($0.key, $0.id) }, uniquingKeysWith: { first, _ in first })
    }

    func page(of clause: Clause) -> ClausePage {
        clauses[ObjectIdentifier(clause)] ?? ClausePage(clause)
    }

    /// The page of a clause as an entry names it: `agreement@version#clause`.
    func page(reference: String, contract: String) -> ClausePage? {
        named["\(reference) \(contract)"]
    }

    func reference(ofClause key: Int32) -> String { references[key] ?? "#\(key)" }

    /// The names that evidence writes for keys.
    var parties: PartyNames {
        { [self] clause, sender, recipient in
            DeliveryParties(
                sender: book.agencyID(key: sender)?.rawValue ?? "#\(sender)",
                recipient: book.agencyID(key: recipient)?.rawValue ?? "#\(recipient)",
                clause: reference(ofClause: clause)
            )
        }
    }

    /// The exact question about one delivery before it is released.
    func mayLeave(now: Timestamp)
        -> @Sendable (_ clause: Int32, _ sender: Int32, _ contract: Int32, _ recipient: Int32) -> Bool
    {
        { [self] clause, sender, contract, recipient in
            guard let sender = book.agencyID(key: sender), let recipient = book.agencyID(key: recipient),
                let contract = contracts[contract]
            else { return false }
            return book.mayLeave(clauseKey: clause, sender: sender, contract: contract, recipient: recipient, on: now)
        }
    }

    /// The clauses under which this client may fetch something for its agency today, sorted.
    ///
    /// A clause that may send a contract the client is not authorised for is left out whole: what is not handed to this client stays for
    /// another.
    func fetchableClauses(_ caller: Caller) -> [Int32] {
        let key = Fetcher(actor: caller.actor, day: caller.day)
        if let known = fetchable.withLock({ $0[key] }) { return known }
        let receivable = Set(book.receivableClauseKeys(by: caller.actor, on: caller.day))
        let found = book.deliverableClauseKeys(recipient: caller.actor.agency, on: caller.now)
            .filter(receivable.contains)
        fetchable.withLock { known in
            // Yesterday's lists are of no more use.
            known = known.filter { $0.key.day == caller.day }
            known[key] = found
        }
        return found
    }
}

// SPDX-License-Identifier: Apache-2.0

import AdapterKit
import Crypto
import Exchange
import JSONSchema
import Journal
import Logging
import Postgres
import TestKit
import TransparencyLog

/// One node of a gateway on a real database: what the tests drive.
struct Node {
    static let context = ReceiptContext(partnership: "testshire", environment: "test")

    let journal: Journal
    let books: BookKeeper
    let exchange: ExchangeService
    let keys: Keyring
    let clock: ManualClock
    let url: String

    /// A node on a fresh database, or a second one beside another.
    static func start(
        beside other: Node? = nil,
        name: String = "node-1",
        documents: [String] = Documents.all,
        configuration: Journal.Configuration = testing
    ) async throws -> Node {
        let url: String
        if let other { url = other.url } else { url = try await TestDatabase.fresh() }
        let keys = other?.keys ?? makeKeys()
        let clock = other?.clock ?? ManualClock(Documents.morning)
        let random = SeededRandom(seed: UInt64(name.utf8.reduce(7) { $0 &* 31 &+ Int($1) }))
        let journal = Journal(
            database: try PostgresConfiguration(url),
            partnership: "testshire",
            node: name,
            signer: ReceiptSigner(key: keys.receipts, context: context),
            clock: clock,
            random: random,
            configuration: configuration,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        if other == nil {
            let pool = PostgresPool(try PostgresConfiguration(url))
            try await Migrator(schema: Migrator.schema(of: "testshire")).run(on: pool)
            await pool.close()
            _ = try await journal.maintain(transit: .seconds(30 * 86_400))
            _ = try await journal.apply(try Documents.parse(documents), by: "tester", requireApprovals: false)
        }
        let books = BookKeeper(
            journal: journal,
            requireApprovals: false,
            patience: .seconds(3600),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        _ = try await books.refresh()
        return Node(
            journal: journal,
            books: books,
            exchange: ExchangeService(
                books: books,
                store: journal,
                reader: journal,
                vault: Vault(keys),
                context: context,
                clock: clock,
                random: random,
                transit: .seconds(7 * 86_400)
            ),
            keys: keys,
            clock: clock,
            url: url
        )
    }

    static var testing: Journal.Configuration {
        var configuration = Journal.Configuration()
        configuration.usesDatabaseClock = false
        return configuration
    }

    /// Runs the writers for the length of the body.
    func running<Result: Sendable>(_ body: @Sendable () async throws -> Result) async throws -> Result {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await AcceptWriters(journal).run() }
            let result: Result
            do { result = try await body() } catch {
                await journal.close()
                throw error
            }
            await journal.close()
            try await group.waitForAll()
            return result
        }
    }

    /// Posts one event about an invented child.
    func post(
        _ id: UniqueID,
        name: String = "Rowan Example",
        recipients: [String] = ["services"],
        orderingKey: String? = nil,
        rehearsal: Bool = false
    ) async throws -> SubmissionResult {
        let data = try JSONDocument(
            Array(#"{"episodeId":"E-1","child":{"name":"\#(name)","nhsNumber":"9990000018"}}"#.utf8)
        )
        let envelope = Envelope(
            id: id,
            source: "urn:test:police",
            type: "test.episode.v1",
            time: clock.now(),
            timeText: "2026-11-21T08:59:00Z",
            dataschema: "https://test.example/contracts/test.episode/1.0.0/schema.json",
            recipients: recipients.map { AgencyID($0) },
            orderingKey: orderingKey
        )
        let actor = Actor(client: ClientID("records"), agency: AgencyID("police"))
        return await exchange.submit(envelope, data: data.root, actor: actor, rehearsal: rehearsal)
    }

    func lease(_ recipient: String = "services", limit: Int = 100, seconds: Int = 60) async throws -> [LeasedDelivery] {
        let book = try books.current()
        let agency = AgencyID(recipient)
        let names = BookNaming(book)
        return try await journal.lease(
            LeaseRequest(
                bookVersion: book.version,
                recipients: [book.agencyKey(agency) ?? 0],
                clauses: book.deliverableClauseKeys(recipient: agency, on: clock.now()),
                channel: .mailbox,
                limit: limit,
                duration: .seconds(seconds),
                holder: "test-client",
                mayLeave: names.mayLeave(at: clock.now()),
                parties: names.parties
            )
        )
    }

    func settle(_ hold: LeaseHold, _ event: DeliveryEvent = .outcome(.delivered(reference: nil))) async throws
        -> SettleOutcome?
    {
        try await journal.settle(
            [Settlement(target: .lease(hold), event: event, recipient: nil, holder: "test-client")],
            parties: BookNaming(try books.current()).parties
        ).first
    }

    func sealer(_ shelf: any CheckpointShelf) throws -> Sealer {
        Sealer(
            journal: journal,
            signer: try NoteSigner(name: NoteKeyName("test.example/audit"), privateKey: keys.log),
            published: shelf,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    /// Runs SQL behind the gateway's back.
    func meddle(_ sql: String) async throws {
        let pool = PostgresPool(try PostgresConfiguration(url))
        try await pool.withThread { try $0.execScript("SET search_path TO p_testshire; " + sql) }
        await pool.close()
    }

    /// One number from a query behind the gateway's back.
    func count(_ sql: String) async throws -> Int64 {
        var configuration = try PostgresConfiguration(url)
        configuration.searchPath = ["p_testshire"]
        let pool = PostgresPool(configuration)
        let rows = try await pool.execute(Statement("count", sql))
        let number = try rows.one().int8(0)
        await pool.close()
        return number
    }

    private static func makeKeys() -> Keyring {
        Keyring(
            rings: [1: SymmetricKey(size: .bits256)],
            currentRing: 1,
            pseudonym: SymmetricKey(size: .bits256),
            pseudonymEpoch: 1,
            fingerprint: SymmetricKey(size: .bits256),
            receipts: Curve25519.Signing.PrivateKey(),
            log: Curve25519.Signing.PrivateKey()
        )
    }
}

/// A checkpoint kept in memory, as if on another machine.
actor Shelf: CheckpointShelf {
    private(set) var note: SignedNote?

    init(_ note: SignedNote? = nil) {
        self.note = note
    }

    func newest() throws -> Checkpoint? { try note.map { try Checkpoint(text: $0.text) } }

    func publish(_ note: SignedNote) { self.note = note }
}

extension SubmissionResult {
    var receipt: Receipt? {
        switch self {
        case .accepted(_, let receipt, _), .rehearsed(_, let receipt): receipt
        case .refused(_, _, let receipt): receipt
        case .failed: nil
        }
    }

    var isAccepted: Bool { if case .accepted = self { true } else { false } }

    var isRepeated: Bool { if case .accepted(_, _, true) = self { true } else { false } }

    var refusal: RefusalCode? { if case .refused(let refusal, _, _) = self { refusal.code } else { nil } }
}

extension UniqueID {
    /// A different id for every number, the same in every run.
    static func numbered(_ number: Int) -> UniqueID { derived(from: ["test", String(number)]) }
}

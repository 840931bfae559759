// SPDX-License-Identifier: Apache-2.0

internal import AdapterKit
internal import Crypto
package import Exchange
internal import JSONSchema
package import Journal
internal import Logging
internal import Postgres
internal import TestKit
package import TransparencyLog

/// One node of a gateway on a real database: what the tests drive.
package struct Node: Sendable {
    package static let context = ReceiptContext(partnership: "testshire", environment: "test")

    package let name: String
    package let journal: Journal
    package let books: BookKeeper
    package let exchange: ExchangeService
    package let keys: Keyring
    package let clock: NodeClock
    package let random: any RandomSource
    package let url: String

    /// A node on a fresh database, or a second one beside another.
    package static func start(
        beside other: Node? = nil,
        name: String = "node-1",
        documents: [String] = Documents.all,
        clock: NodeClock = .standing(at: Documents.morning),
        retry: RetryPolicy = .standard,
        configuration: Journal.Configuration = small,
        announce: @escaping @Sendable ([NewDelivery]) -> Void = { _ in }
    ) async throws -> Node {
        let url: String
        if let other { url = other.url } else { url = try await TestDatabase.fresh() }
        let keys = other?.keys ?? makeKeys()
        let clock = other?.clock ?? clock
        var configuration = configuration
        configuration.usesDatabaseClock = !clock.isStanding
        let random = SeededRandom(seed: UInt64(name.utf8.reduce(7) { $0 &* 31 &+ Int($1) }))
        let journal = Journal(
            database: try PostgresConfiguration(url),
            partnership: "testshire",
            node: name,
            signer: ReceiptSigner(key: keys.receipts, context: context),
            retry: retry,
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
            name: name,
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
                transit: .seconds(7 * 86_400),
                announce: announce
            ),
            keys: keys,
            clock: clock,
            random: random,
            url: url
        )
    }

    /// Fewer connections than a gateway has: a test run has many nodes at once.
    package static var small: Journal.Configuration {
        var configuration = Journal.Configuration()
        configuration.readers = 3
        return configuration
    }

    /// Runs the writers for the length of the body.
    package func running<Result: Sendable>(_ body: @Sendable () async throws -> Result) async throws -> Result {
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
    package func post(
        _ id: UniqueID,
        name: String = "Rowan Example",
        recipients: [String] = ["services"],
        orderingKey: String? = nil,
        rehearsal: Bool = false
    ) async throws -> SubmissionResult {
        let offer = try offer(id, name: name, recipients: recipients, orderingKey: orderingKey)
        return await exchange.submit(offer.envelope, data: offer.data, actor: Self.records, rehearsal: rehearsal)
    }

    /// The client whose events ``offer(_:name:recipients:orderingKey:)`` makes.
    package static let records = Actor(client: ClientID("records"), agency: AgencyID("police"))

    /// One event about an invented child, ready to be judged.
    package func offer(
        _ id: UniqueID,
        name: String = "Rowan Example",
        recipients: [String] = ["services"],
        orderingKey: String? = nil
    ) throws -> Offer {
        let data = try JSONDocument(
            Array(#"{"episodeId":"E-1","child":{"name":"\#(name)","nhsNumber":"9990000018"}}"#.utf8)
        )
        let envelope = Envelope(
            id: id,
            source: "urn:test:police",
            type: "test.episode.v1",
            time: clock.eventTime,
            timeText: clock.eventTime.description,
            dataschema: "https://test.example/contracts/test.episode/1.0.0/schema.json",
            recipients: recipients.map { AgencyID($0) },
            orderingKey: orderingKey
        )
        return Offer(envelope: envelope, data: data.root)
    }

    package func lease(_ recipient: String = "services", limit: Int = 100, seconds: Int = 60) async throws
        -> [LeasedDelivery]
    {
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

    package func settle(_ hold: LeaseHold, _ event: DeliveryEvent = .outcome(.delivered(reference: nil))) async throws
        -> SettleOutcome?
    {
        try await journal.settle(
            [Settlement(target: .lease(hold), event: event, recipient: nil, holder: "test-client")],
            parties: BookNaming(try books.current()).parties
        ).first
    }

    package func sealer(_ shelf: any CheckpointShelf, limit: Int = 20_000) throws -> Sealer {
        Sealer(
            journal: journal,
            signer: try NoteSigner(name: NoteKeyName("test.example/audit"), privateKey: keys.log),
            published: shelf,
            limit: limit,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    /// Runs SQL behind the gateway's back.
    package func meddle(_ sql: String) async throws {
        let pool = PostgresPool(try PostgresConfiguration(url))
        try await pool.withThread { try $0.execScript("SET search_path TO p_testshire; " + sql) }
        await pool.close()
    }

    /// One number from a query behind the gateway's back.
    package func count(_ sql: String) async throws -> Int64 {
        var configuration = try PostgresConfiguration(url)
        configuration.searchPath = ["p_testshire"]
        let pool = PostgresPool(configuration)
        let rows = try await pool.execute(Statement("count", sql))
        let number = try rows.one().int8(0)
        await pool.close()
        return number
    }

    /// The first column, as text, of a query behind the gateway's back.
    package func texts(_ sql: String) async throws -> [String] {
        var configuration = try PostgresConfiguration(url)
        configuration.searchPath = ["p_testshire"]
        let pool = PostgresPool(configuration)
        let rows = try await pool.execute(Statement("texts", sql))
        let texts = try rows.map { try $0.text(0) }
        await pool.close()
        return texts
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
package actor Shelf: CheckpointShelf {
    package private(set) var note: SignedNote?
    package nonisolated let place = "the test's shelf"

    package init(_ note: SignedNote? = nil) {
        self.note = note
    }

    package func newest() throws -> Checkpoint? { try note.map { try Checkpoint(text: $0.text) } }

    package func publish(_ note: SignedNote) { self.note = note }
}

extension SubmissionResult {
    package var receipt: Receipt? {
        switch self {
        case .accepted(_, let receipt, _, _), .rehearsed(_, let receipt): receipt
        case .refused(_, _, let receipt): receipt
        case .failed: nil
        }
    }

    package var isAccepted: Bool { if case .accepted = self { true } else { false } }

    package var isRepeated: Bool { if case .accepted(_, _, true, _) = self { true } else { false } }

    package var refusal: RefusalCode? { if case .refused(let refusal, _, _) = self { refusal.code } else { nil } }
}

extension UniqueID {
    /// A different id for every number, the same in every run.
    package static func numbered(_ number: Int) -> UniqueID { derived(from: ["test", String(number)]) }
}

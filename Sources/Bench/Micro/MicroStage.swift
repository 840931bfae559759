// SPDX-License-Identifier: Apache-2.0

import Contracts
import Crypto
import Exchange
import Foundation
import JSONSchema
import NIOCore
import TransparencyLog

/// The book of the bench and its events, ready for each step to be repeated.
struct MicroStage {
    /// The bench's own documents do not work.
    struct Unusable: Error, CustomStringConvertible {
        let description: String
    }

    struct Event {
        let bytes: [UInt8]
        let envelope: Envelope
        let data: JSONNode
        let judgement: Judgement
        let minimised: [UInt8]
    }

    let book: Book
    let contract: Contract
    let clause: Clause
    let holder: Agency
    let events: [Event]
    let vault: Vault
    let exchange: ExchangeService
    let clock = WallTime()
    let random = SystemBytes()
    let actor = Actor(client: ClientID(BenchBook.sendingClient), agency: AgencyID(BenchBook.sender))
    let id = UniqueID(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0001)

    init() throws {
        let documents = try BenchBook.files.map { try BookDocument(yaml: $0.text, file: $0.name) }
        let keys = BookKeys.sequential(try Book.namesNeedingKeys(documents))
        book = try Book(version: 1, documents: documents, keys: keys, requireApprovals: false)
        guard let contract = book.contracts.version(dataschema: BenchContract.dataschema)?.contract,
            let holder = book.directory.agencies[actor.agency], let clause = book.clauses.first
        else { throw Unusable(description: "the book of the bench lacks its contract, sender or clauses") }
        self.contract = contract
        self.holder = holder
        self.clause = clause
        events = try Self.events(book, actor, clock.now()) { clause.body(of: $0, holder: holder) }
        (vault, exchange) = try Self.exchange(book, clock)
    }

    var meanBytes: Int { events.reduce(0) { $0 + $1.bytes.count } / events.count }

    private static func events(
        _ book: Book,
        _ actor: Actor,
        _ now: Timestamp,
        minimise: (JSONNode) -> [UInt8]
    ) throws -> [Event] {
        var ids = EventIDs(connection: 0)
        return try EventTemplates(path: "/", count: 200, time: now.description).bodies.map { body in
            ids.advance(at: .now())
            var bytes = body.bytes
            for place in body.ids { bytes.replaceSubrange(place..<place + EventIDs.length, with: ids.text) }
            guard let event = try decode(bytes), let data = event.record else {
                throw Unusable(description: "an event is malformed")
            }
            let envelope = try Envelope(event)
            let judgement = book.judge(envelope, data: data, actor: actor, on: now)
            guard judgement.isAccepted else {
                let why =
                    judgement.refusal
                    ?? judgement.disclosures.lazy.compactMap { disclosure in
                        if case .refused(let refusal) = disclosure.verdict { refusal } else { nil }
                    }.first
                throw Unusable(description: "an event is refused: \(why.map { "\($0)" } ?? "nobody is named")")
            }
            return Event(bytes: bytes, envelope: envelope, data: data, judgement: judgement, minimised: minimise(data))
        }
    }

    private static func exchange(_ book: Book, _ clock: WallTime) throws -> (Vault, ExchangeService) {
        let keyring = Keyring(
            rings: [1: SymmetricKey(size: .bits256)],
            currentRing: 1,
            pseudonym: SymmetricKey(size: .bits256),
            pseudonymEpoch: 1,
            fingerprint: SymmetricKey(size: .bits256),
            receipts: Curve25519.Signing.PrivateKey(),
            log: Curve25519.Signing.PrivateKey()
        )
        let context = ReceiptContext(partnership: "bench", environment: "try")
        guard let receipt = try ReceiptSigner(key: keyring.receipts, context: context).sign([Array("{}".utf8)]).first
        else {
            throw Unusable(description: "no receipt was signed")
        }
        let store = NowhereStore(receipt: receipt)
        let vault = Vault(keyring)
        let exchange = ExchangeService(
            books: FixedBook(book: book),
            store: store,
            reader: store,
            vault: vault,
            context: context,
            clock: clock,
            random: SystemBytes(),
            transit: .seconds(86_400)
        )
        return (vault, exchange)
    }

    static func decode(_ bytes: [UInt8]) throws(CloudEventError) -> CloudEvent? {
        try CloudEvent.decode(contentType: "application/cloudevents+json", headers: [], body: bytes).events.first?.get()
    }
}

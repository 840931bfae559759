// SPDX-License-Identifier: Apache-2.0

import Contracts
import Exchange
import JSONSchema

/// One message to be judged; each test changes what it is about.
struct Sending {
    var client = "records"
    var agency = "police"
    var source = "urn:test:police"
    var type = "test.episode.v1"
    var dataschema = "https://test.example/contracts/test.episode/1.0.0/schema.json"
    var time = Fixture.morning
    var now = Fixture.morning
    var to: [String] = []
    var agreement: String?
    var purpose: String?
    var data = #"{"episodeId":"e1","child":{"name":"Ada Lark"}}"#

    func judged(by book: Book) throws -> Judgement {
        let envelope = Envelope(
            id: UniqueID.derived(from: ["test"]),
            source: source,
            type: type,
            time: time,
            timeText: time.description,
            dataschema: dataschema,
            recipients: to.map { AgencyID($0) },
            agreement: agreement,
            purpose: purpose
        )
        let document = try JSONDocument(Array(data.utf8))
        return book.judge(
            envelope,
            data: document.root,
            actor: Actor(client: ClientID(client), agency: AgencyID(agency)),
            on: now
        )
    }
}

extension Judgement {
    /// The verdict on each recipient: the clause that permits, or the code that refuses.
    var verdicts: [String: String] {
        Dictionary(
            disclosures.map { disclosure in
                switch disclosure.verdict {
                case .permitted(let clause, _): (disclosure.recipient.rawValue, clause.ref.clause)
                case .refused(let refusal): (disclosure.recipient.rawValue, refusal.code.rawValue)
                }
            },
            uniquingKeysWith: { _, second in "twice: \(second)" }
        )
    }

    func clause(for recipient: String) -> Clause? {
        for disclosure in disclosures where disclosure.recipient.rawValue == recipient {
            if case .permitted(let clause, _) = disclosure.verdict { return clause }
        }
        return nil
    }
}

// SPDX-License-Identifier: Apache-2.0

import Exchange
import JSONSchema

/// The systems of a directory and what each may do, as a trial needs them.
struct Roster: Sendable {
    struct Client: Sendable {
        let id: String
        let authorisations: [Authorisation]
        let sources: [(agency: String, source: String)]
    }

    struct Authorisation: Sendable {
        let agency: String
        let contracts: [String]
        let isSending: Bool
        let validity: Validity
    }

    struct Feed: Sendable {
        let id: String
        let contracts: [String]
        /// Nil: any agency.
        let agencies: [String]?
    }

    let clients: [Client]
    let feeds: [Feed]
    /// Agencies to which messages are pushed.
    let pushed: Set<String>

    /// Reads the document of kind Directory.
    init(_ directory: BookDocument) throws {
        let root = try JSONDocument(directory.bytes, limits: .schema).root
        clients = root.list("clients").map { client in
            Client(
                id: client.text("id"),
                authorisations: client.list("authorisations").compactMap(Authorisation.init),
                sources: client.list("sources").map { ($0.text("agency"), $0.text("source")) }
            )
        }
        feeds = root.list("feeds").map { feed in
            Feed(
                id: feed.text("id"),
                contracts: feed.list("contracts").compactMap(\.stringValue),
                agencies: feed["agencies"].map { $0.elements.compactMap(\.stringValue) }
            )
        }
        pushed = Set(
            root.list("agencies").filter { $0["delivery"]?["way"]?.stringValue == "push" }.map { $0.text("id") }
        )
    }

    /// Who may send a feed's documents on a day, in the order of the directory.
    func senders(of feed: Feed, on day: CalendarDate) -> [(client: String, agency: String)] {
        clients.flatMap { client in
            client.authorisations
                .filter { grant in
                    grant.isSending && grant.validity.contains(day) && feed.agencies?.contains(grant.agency) ?? true
                        && feed.contracts.allSatisfy(grant.contracts.contains)
                }
                .map { (client.id, $0.agency) }
        }
    }

    /// Every inbox that is fetched from, and by whom.
    func inboxes(on day: CalendarDate) -> [(client: String, agency: String)] {
        clients.flatMap { client in
            client.authorisations
                .filter { !$0.isSending && $0.validity.contains(day) && !pushed.contains($0.agency) }
                .map { (client.id, $0.agency) }
        }
    }
}

extension Roster.Authorisation {
    fileprivate init?(_ node: JSONNode) {
        guard let from = CalendarDate(parsing: node.text("from")) else { return nil }
        agency = node.text("agency")
        contracts = node.list("contracts").compactMap(\.stringValue)
        isSending = node.text("direction") == "send"
        validity = Validity(from: from, until: CalendarDate(parsing: node.text("until")))
    }
}

extension JSONNode {
    /// The text of a member; empty when it is not there.
    fileprivate func text(_ name: String) -> String { self[name]?.stringValue ?? "" }

    /// The elements of a member; none when it is not there.
    fileprivate func list(_ name: String) -> [JSONNode] { self[name].map { Array($0.elements) } ?? [] }
}

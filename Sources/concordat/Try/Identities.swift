// SPDX-License-Identifier: Apache-2.0

import Exchange
import Foundation

/// Who sends what in a running trial; kept in its folder so that `concordat send` finds the right certificate by itself.
struct Identities: Codable, Sendable {
    struct Sender: Codable, Sendable {
        let client: String
        let agency: String
    }

    let url: String
    /// By feed, the one to be taken first.
    let feeds: [String: [Sender]]
    /// By the source of an event.
    let sources: [String: Sender]

    init(url: String, roster: Roster, on day: CalendarDate) {
        self.url = url
        feeds = Dictionary(
            roster.feeds.map { feed in
                (feed.id, roster.senders(of: feed, on: day).map { Sender(client: $0.client, agency: $0.agency) })
            },
            uniquingKeysWith: { first, _ in first }
        )
        sources = Dictionary(
            roster.clients.flatMap { client in
                client.sources.map { ($0.source, Sender(client: client.id, agency: $0.agency)) }
            },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// What a trial left in its folder; nil when there is none.
    static func load(_ folder: TryFolder) -> Identities? {
        FileManager.default.contents(atPath: folder.identities).flatMap {
            try? JSONDecoder().decode(Identities.self, from: $0)
        }
    }

    func write(to folder: TryFolder) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try PrivateFile.write(String(decoding: try encoder.encode(self), as: UTF8.self) + "\n", to: folder.identities)
    }
}

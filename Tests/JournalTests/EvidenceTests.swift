// SPDX-License-Identifier: Apache-2.0

import AdapterKit
import Crypto
import Exchange
import JSONSchema
import Journal
import NodeKit
import Testing

@Suite(.timeLimit(.minutes(2))) struct EvidenceTests {
    private func leaf(_ node: Node, kind: Int) async throws -> JSONNode {
        let query = "SELECT convert_from(leaf, 'UTF8') FROM ledger WHERE kind = \(kind) ORDER BY at DESC LIMIT 1"
        return try JSONDocument(Array(try #require(try await node.texts(query).first).utf8)).root
    }

    @Test func `a release states book, purpose, clause and bases as the acceptance did`() async throws {
        let node = try await Node.start()
        try await node.running {
            _ = try await node.post(.numbered(1), recipients: ["services", "school"])
            let leased = try #require(try await node.lease("school").first)
            let accepted = try await leaf(node, kind: 1), released = try await leaf(node, kind: 4)
            let disclosure = try #require(
                accepted["disclosures"]?.elements.first {
                    $0["delivery"]?.stringValue == leased.hold.delivery.description
                }
            )
            #expect(released["purpose"]?.stringValue == "education:wellbeing")
            #expect(released["purpose"]?.stringValue == disclosure["purpose"]?.stringValue)
            #expect(released["book"]?.integerValue == 1)
            #expect(released["recipient"]?.stringValue == "school")
            let clause = try #require(released["clause"])
            #expect(Array(clause.rawBytes) == (try #require(disclosure["clause"])).rawBytes.map(\.self))
            #expect(clause["clause"]?.stringValue == "to-school")
            #expect(clause["contract"]?.stringValue == "test.episode@1.0.0")
            let hash = try #require(TextCoding.bytes(hex: clause["terms"]?.stringValue ?? "", count: 32))
            let school = try #require(try node.books.current().agencyKey(AgencyID("school")))
            let bytes = try #require(try await node.journal.terms(sha256: hash, agency: school))
            #expect(Array(SHA256.hash(data: bytes)) == hash)
            let terms = try JSONDocument(bytes).root
            #expect(terms["discloser"]?["basis"]?[0]?.stringValue == "dpa18:p3-36-4")
            #expect(terms["disclosed"]?.elements.compactMap(\.stringValue) == ["/child/name", "/episodeId"])
            // Nobody else's business.
            #expect(try await node.journal.terms(sha256: hash, agency: 999) == nil)
            // Canonical: the members in their order.
            #expect(released.members.map(\.name) == released.members.map(\.name).sorted())
        }
    }

    @Test func `what the book has forgotten is named by what the store has kept`() async throws {
        let node = try await Node.start()
        try await node.running {
            _ = try await node.post(.numbered(1))
            let hold = try #require(try await node.lease().first).hold
            // The next book knows neither that version of the agreement nor its clause.
            let next = Documents.agreement(version: 2).replacing("to-services", with: "all-to-services")
            _ = try await node.journal.apply(
                try Documents.parse([Documents.directory(), Documents.contract, next]),
                by: "tester",
                requireApprovals: false
            )
            _ = try await node.books.refresh()
            #expect(try await node.settle(hold) == .settled)
            let settled = try await leaf(node, kind: 5)
            #expect(settled["clause"]?.stringValue == "test-missing@1#to-services")
            #expect(settled["sender"]?.stringValue == "police")
        }
    }
}

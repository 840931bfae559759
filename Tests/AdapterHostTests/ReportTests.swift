// SPDX-License-Identifier: Apache-2.0

import AdapterHost
import AdapterKit
import Exchange
import NodeKit
import Testing

@Suite(.timeLimit(.minutes(1))) struct ReportTests {
    /// A node with one delivery that services have taken under a reference.
    private func accepted(
        directory: String = Reading.directory,
        _ body: @Sendable @escaping (Reading) async throws -> Void
    ) async throws {
        let reading = try await Reading.start(directory: directory)
        try await reading.node.running {
            #expect(try await reading.node.post(.numbered(1)).isAccepted)
            let hold = try #require(try await reading.node.lease().first).hold
            let outcome = Outcome.accepted(reference: "CASE-7", confirmWithin: .seconds(86_400))
            #expect(try await reading.node.settle(hold, .outcome(outcome)) == .settled)
            #expect(try await reading.node.count("SELECT count(*) FROM open_delivery WHERE state = 3") == 1)
            try await body(reading)
        }
    }

    @Test(arguments: [("delivered", 4), ("refused", 5)])
    func `the recipient's report settles the delivery it had taken`(word: String, state: Int) async throws {
        try await accepted { reading in
            let (run, _) = try await reading.receive(
                "report CASE-7 \(word)\n",
                agency: "services",
                client: "casework"
            )
            #expect(try await reading.runner().readNext())
            let result = try #require(try await reading.results(run).first)
            #expect(result.verdict == .reply)
            #expect(String(decoding: result.detail, as: UTF8.self).contains("is settled"))
            let closed = "SELECT count(*) FROM closed_delivery WHERE state = \(state)"
            #expect(try await reading.node.count(closed) == 1)
            #expect(try await reading.node.count("SELECT count(*) FROM open_delivery") == 0)
        }
    }

    /// Another client, for services or for the school, that may do one thing.
    private func directory(_ agency: String, _ direction: String) -> String {
        Reading.directory.replacing(
            "feeds:",
            with: """
                  - id: other
                    name: Other
                    authorisations:
                      - {agency: \(agency), contracts: [test.episode@1], direction: \(direction), from: '2026-01-01'}
                feeds:
                """
        )
    }

    @Test func `a client that may not receive for the agency settles nothing`() async throws {
        try await accepted(directory: directory("services", "send")) { reading in
            let (run, _) = try await reading.receive("report CASE-7 delivered\n", agency: "services", client: "other")
            #expect(try await reading.runner().readNext())
            let result = try #require(try await reading.results(run).first)
            #expect(result.verdict == .refused)
            #expect(String(decoding: result.detail, as: UTF8.self).contains("client.not-authorised"))
            #expect(try await reading.node.count("SELECT count(*) FROM open_delivery WHERE state = 3") == 1)
        }
    }

    @Test func `a client whose authorisation has ended settles nothing`() async throws {
        try await accepted { reading in
            let until = "direction: receive, until: '2026-11-20',"
            let ended = Reading.directory.replacing("direction: receive,", with: until)
            try await reading.change([ended, Documents.contract, Documents.agreement()])
            let (run, _) = try await reading.receive("report CASE-7 refused\n", agency: "services", client: "casework")
            #expect(try await reading.runner().readNext())
            #expect(try await reading.verdicts(run) == [.refused])
            #expect(try await reading.node.count("SELECT count(*) FROM open_delivery WHERE state = 3") == 1)
        }
    }

    @Test func `nobody settles what another agency has taken`() async throws {
        try await accepted(directory: directory("school", "receive")) { reading in
            let (run, _) = try await reading.receive("report CASE-7 delivered\n", agency: "school", client: "other")
            #expect(try await reading.runner().readNext())
            let result = try #require(try await reading.results(run).first)
            #expect(result.verdict == .reply)
            #expect(String(decoding: result.detail, as: UTF8.self).contains("no earlier delivery"))
            #expect(try await reading.node.count("SELECT count(*) FROM open_delivery WHERE state = 3") == 1)
        }
    }
}

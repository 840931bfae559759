// SPDX-License-Identifier: Apache-2.0

import AdapterHost
import AdapterKit
import Exchange
import NodeKit
import TestKit
import Testing

@Suite(.timeLimit(.minutes(1))) struct CorrectedRowTests {
    /// What the recipient is told, by the ids of the events.
    private func events(_ reading: Reading) async throws -> [String: Value] {
        try await reading.node.lease().reduce(into: [:]) { events, delivery in
            let event = try Value(json: reading.node.exchange.vault.open(delivery.body))
            events[event["id"]?.text ?? ""] = event
        }
    }

    @Test func `a row replaces the event that a row of an earlier document became`() async throws {
        let reading = try await Reading.start()
        try await reading.node.running {
            let (first, _) = try await reading.receive("child Rowan\nchild Robin\n", id: "monday")
            #expect(try await reading.runner().readNext())
            let earlier = try #require(try await reading.results(first).last?.message)
            let (second, _) = try await reading.receive("replace Robyn monday 2\n", id: "tuesday")
            #expect(try await reading.runner().readNext())
            let result = try #require(try await reading.results(second).first)
            #expect(result.verdict == .accepted)
            let event = try #require(try await events(reading)[result.message?.description ?? ""])
            #expect(event["action"]?.text == "replace" && event["replaces"]?.text == earlier.description)
        }
    }

    @Test func `a row withdraws the event it names, also one of its own document`() async throws {
        let reading = try await Reading.start()
        try await reading.node.running {
            let id = UniqueID.numbered(7)
            let (run, _) = try await reading.receive("withdraw Rowan \(id)\nchild Robin\nreplace Robyn doc-1 2\n")
            #expect(try await reading.runner().readNext())
            let results = try await reading.results(run)
            #expect(results.map(\.verdict) == [.accepted, .accepted, .accepted])
            let events = try await events(reading)
            let withdrawal = try #require(results[0].message.flatMap { events[$0.description] })
            #expect(withdrawal["action"]?.text == "withdraw" && withdrawal["replaces"]?.text == id.description)
            let replacement = try #require(results[2].message.flatMap { events[$0.description] })
            #expect(replacement["replaces"]?.text == results[1].message?.description)
        }
    }

    @Test func `a row that names no event, or itself, is a fault`() async throws {
        let reading = try await Reading.start()
        try await reading.node.running {
            let (run, _) = try await reading.receive("withdraw Rowan seven\nreplace Robin doc-1 2\nchild A\n")
            #expect(try await reading.runner().readNext())
            let results = try await reading.results(run)
            #expect(results.map(\.verdict) == [.fault, .fault, .accepted])
            #expect(
                results.prefix(2).allSatisfy { String(decoding: $0.detail, as: UTF8.self).contains("feed.replaces") }
            )
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import AdapterHost
import Exchange
import Journal
import NodeKit
import TestKit
import Testing

/// Documents that are read a second time: after a crash, after a change of the book, after a failure.
@Suite(.timeLimit(.minutes(2))) struct ResumedRunTests {
    private static let children = (1...300).map { "child Rowan-\($0)\n" }.joined()

    /// A run of 300 rows whose first 256 were accepted by a node that died before it had written so.
    private func interrupted(_ body: @Sendable @escaping (Reading, FeedRun) async throws -> Void) async throws {
        let reading = try await Reading.start()
        try await reading.node.running {
            let (run, _) = try await reading.receive(Self.children)
            let dying = reading.runner(DyingRuns(reading.node.journal, .beforeWriting, times: 1))
            await #expect(throws: StoreFailure.self) { try await dying.readNext() }
            #expect(try await reading.holds(256))
            try await body(reading, run)
        }
    }

    private func sources(_ names: String...) -> String {
        let lines = names.map { "- {agency: police, source: '\($0)'}" }
        return Reading.directory.replacing(
            "- {agency: police, source: 'urn:test:police'}",
            with: lines.joined(separator: "\n      ")
        )
    }

    @Test func `rows accepted before the book changed are repeated and not doubled`() async throws {
        try await interrupted { reading, run in
            // Another source comes first by name, and the contract has a newer version.
            let newer = Documents.contract.replacing("1.0.0", with: "1.1.0")
            try await reading.change([
                self.sources("urn:test:before", "urn:test:police"), Documents.contract, newer, Documents.agreement(),
            ])
            try await reading.forgetReaders()
            #expect(try await reading.runner().readNext())
            let results = try await reading.results(run)
            #expect(results.count { $0.verdict == .repeated } == 256)
            #expect(results.count { $0.verdict == .accepted } == 44)
            #expect(results.allSatisfy { $0.message != nil })
            #expect(String(decoding: results[0].detail, as: UTF8.self).contains("in another form"))
            #expect(try await reading.holds(300))
        }
    }

    @Test func `rows accepted before the agreement was revoked are repeated, and the others refused`() async throws {
        try await interrupted { reading, run in
            try await reading.change([
                Reading.directory, Documents.contract, Documents.agreement(extra: Documents.revocation()),
            ])
            try await reading.forgetReaders()
            #expect(try await reading.runner().readNext())
            let verdicts = try await reading.verdicts(run)
            #expect(verdicts.prefix(256).allSatisfy { $0 == .repeated })
            #expect(verdicts.dropFirst(256).allSatisfy { $0 == .refused } && verdicts.count == 300)
        }
    }

    @Test func `a run whose source was taken away fails, and goes on under it when it is sent again`() async throws {
        try await interrupted { reading, run in
            try await reading.change([self.sources("urn:test:other"), Documents.contract, Documents.agreement()])
            try await reading.forgetReaders()
            #expect(try await reading.runner().readNext())
            let failed = try #require(try await reading.run(run))
            #expect(failed.state == .failed && failed.reason?.contains("Mend") == true)

            try await reading.change([
                self.sources("urn:test:other", "urn:test:police"), Documents.contract, Documents.agreement(),
            ])
            let (again, isRepeated) = try await reading.receive(Self.children)
            #expect(!isRepeated && again.id != run.id && again.source == "urn:test:police")
            #expect(try await reading.runner().readNext())
            let verdicts = try await reading.verdicts(again)
            #expect(verdicts.count { $0 == .repeated } == 256 && verdicts.count { $0 == .accepted } == 44)
            #expect(try await reading.holds(300))
        }
    }

    @Test func `a run whose feed was set up anew midway fails, and is read from the beginning when it is sent again`()
        async throws
    {
        let reading = try await Reading.start()
        try await reading.node.running {
            let (run, _) = try await reading.receive(Self.children)
            let dying = reading.runner(DyingRuns(reading.node.journal, .afterWriting, times: 1))
            await #expect(throws: StoreFailure.self) { try await dying.readNext() }
            let anew = Reading.directory.replacing("adapter: lines,", with: "adapter: lines, settings: {style: new},")
            try await reading.change([anew, Documents.contract, Documents.agreement()])
            try await reading.forgetReaders()
            #expect(try await reading.runner().readNext())
            #expect(try await reading.run(run)?.reason?.contains("set up anew") == true)
            let (again, _) = try await reading.receive(Self.children)
            #expect(try await reading.runner().readNext())
            let verdicts = try await reading.verdicts(again)
            #expect(verdicts.count { $0 == .repeated } == 256 && verdicts.count { $0 == .accepted } == 44)
            #expect(try await reading.holds(300))
        }
    }

    @Test func `a document that failed can be sent again, and what it had accepted is not doubled`() async throws {
        let reading = try await Reading.start()
        try await reading.node.running {
            let filler = "passed " + String(repeating: "x", count: 300_000)
            let document = "child A\nchild B\n\(filler)\nchild C\n"
            let (first, _) = try await reading.receive(document)
            try await reading.node.meddle("DELETE FROM feed_chunk WHERE n = 1")
            #expect(try await reading.runner().readNext())
            #expect(try await reading.run(first)?.state == .failed)
            #expect(try await reading.verdicts(first) == [.accepted, .accepted])

            let (second, isRepeated) = try await reading.receive(document)
            #expect(!isRepeated && second.id != first.id && second.state == .queued)
            #expect(try await reading.runner().readNext())
            #expect(try await reading.verdicts(second) == [.repeated, .repeated, .passed, .accepted])
            #expect(try await reading.holds(3))
            // The first attempt stays as it was, and the document is known by its second.
            #expect(try await reading.run(first)?.state == .failed)
            let (third, isThirdRepeated) = try await reading.receive(document)
            #expect(third.id == second.id && isThirdRepeated)
        }
    }

    @Test func `a document that failed cannot be sent again with other bytes`() async throws {
        let reading = try await Reading.start()
        try await reading.node.running {
            let (first, _) = try await reading.receive("child A\n", feed: "test.unknown")
            #expect(try await reading.runner().readNext())
            #expect(try await reading.run(first)?.state == .failed)
            await #expect {
                _ = try await reading.receive("child B\n", feed: "test.unknown")
            } throws: {
                if case FeedDesk.Failure.changed(let id) = $0 { id == first.id } else { false }
            }
            #expect(try await reading.node.count("SELECT count(*) FROM feed_run") == 1)
        }
    }

    @Test func `two senders of a document that failed begin one new attempt`() async throws {
        let reading = try await Reading.start()
        try await reading.node.running {
            let (first, _) = try await reading.receive("child A\n", feed: "test.unknown")
            #expect(try await reading.runner().readNext())
            let again = try await withThrowingTaskGroup(of: (FeedRun, Bool).self) { group in
                for _ in 0..<6 { group.addTask { try await reading.receive("child A\n", feed: "test.unknown") } }
                return try await group.reduce(into: [(FeedRun, Bool)]()) { $0.append($1) }
            }
            #expect(Set(again.map(\.0.id)).count == 1 && again.allSatisfy { $0.0.id != first.id })
            #expect(again.count { !$0.1 } == 1)
        }
    }

    @Test func `a restarted node takes over its own runs at once, and no other node's`() async throws {
        try await interrupted { reading, run in
            let other = try await Reading.start(beside: reading, name: "node-2")
            try await other.node.running { () async throws in
                await other.runner().takeOver()
                #expect(try await other.runner().readNext() == false)
            }
            let restarted = reading.runner(process: 2)
            #expect(try await restarted.readNext() == false)
            await restarted.takeOver()
            #expect(try await restarted.readNext())
            #expect(try await reading.run(run)?.state == .done)
            #expect(try await reading.holds(300))
        }
    }

    @Test func `a process that lives beside its successor keeps its run until somebody takes it`() async throws {
        let reading = try await Reading.start()
        try await reading.node.running {
            _ = try await reading.receive("child A\n")
            let journal = reading.node.journal
            let run = try #require(try await journal.claim(holder: reading.holder(1), for: .seconds(30)))
            await reading.runner(process: 2).takeOver()
            func renew() async throws -> Bool {
                try await journal.progress(
                    run,
                    holder: reading.holder(1),
                    itemsDone: 0,
                    results: [],
                    hold: .seconds(30)
                )
            }
            #expect(try await renew())
            #expect(try await reading.runner(process: 2).readNext() == false)
            await reading.runner(process: 2).takeOver()
            #expect(try await reading.runner(process: 2).readNext())
            #expect(try await renew() == false)
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import AdapterHost
import Exchange
import Journal
import NodeKit
import TestKit
import Testing

@Suite(.timeLimit(.minutes(2))) struct FeedRunTests {
    private static func children(_ count: Int) -> String { (1...count).map { "child Rowan-\($0)\n" }.joined() }

    @Test func `the rows of a document become messages, each with its result`() async throws {
        let reading = try await Reading.start()
        try await reading.node.running {
            let (run, isRepeated) = try await reading.receive(Self.children(600))
            #expect(!isRepeated && run.state == .queued)
            #expect(try await reading.runner().readNext())
            #expect(try await reading.runner().readNext() == false)
            let done = try #require(try await reading.run(run))
            #expect(done.state == .done && done.itemsDone == 600 && done.finishedAt != nil)
            let results = try await reading.results(run)
            #expect(results.map(\.number) == Array(1...600))
            #expect(results.allSatisfy { $0.verdict == .accepted && $0.message != nil })
            #expect(results[16].position == "line 17")
            #expect(try await reading.holds(600))
        }
    }

    @Test func `the same document again is the same run, and nothing is doubled`() async throws {
        let reading = try await Reading.start()
        try await reading.node.running {
            let first = try await reading.receive(Self.children(10))
            #expect(try await reading.receive(Self.children(10)).repeated)
            #expect(try await reading.runner().readNext())
            let again = try await reading.receive(Self.children(10))
            #expect(again.repeated && again.run.id == first.run.id && again.run.state == .done)
            #expect(try await reading.runner().readNext() == false)
            #expect(try await reading.holds(10))
            #expect(try await reading.node.count("SELECT count(*) FROM feed_run") == 1)
        }
    }

    @Test func `a document id with other bytes is refused, and the first document stands`() async throws {
        let reading = try await Reading.start()
        try await reading.node.running {
            let first = try await reading.receive(Self.children(3))
            await #expect {
                _ = try await reading.receive(Self.children(4))
            } throws: {
                if case FeedDesk.Failure.changed(let id) = $0 { id == first.run.id } else { false }
            }
            #expect(try await reading.runner().readNext())
            #expect(try await reading.verdicts(first.run).count == 3)
        }
    }

    @Test func `a corrected row in a new document is a new message`() async throws {
        let reading = try await Reading.start()
        try await reading.node.running {
            _ = try await reading.receive("child Rowan\n", id: "monday")
            _ = try await reading.receive("child Robin\n", id: "tuesday")
            #expect(try await reading.runner().readNext())
            #expect(try await reading.runner().readNext())
            #expect(try await reading.holds(2))
        }
    }

    @Test func `a bad row has its fault and the others go on`() async throws {
        let reading = try await Reading.start()
        try await reading.node.running {
            let document =
                "child A\nnonsense\nlong\npassed\nroute B nowhere\nroute C school\nreport R-1 delivered\nchild D"
            let (run, _) = try await reading.receive(document)
            #expect(try await reading.runner().readNext())
            let results = try await reading.results(run)
            #expect(
                results.map(\.verdict)
                    == [.accepted, .fault, .refused, .passed, .refused, .accepted, .refused, .accepted]
            )
            #expect(try await reading.holds(3))
            let details = results.map { String(decoding: $0.detail, as: UTF8.self) }
            #expect(details[1].contains("lines.word"))
            #expect(details[2].contains("contract.violation") && details[2].contains("/child/name"))
            #expect(!details[2].contains("xxx"))
            #expect(details[4].contains("disclosure.not-permitted"))
            #expect(details[6].contains("client.not-authorised"))
            // Who must mend it and how, also where no single field is to blame.
            #expect(details[6].contains(RefusalCode.clientNotAuthorised.mend) && details[6].contains("mender"))
        }
    }

    @Test(arguments: [DyingRuns.Moment.beforeWriting, .afterWriting], [1, 2, 3])
    func `a run whose reader died midway is finished by another node, nothing lost and nothing doubled`(
        moment: DyingRuns.Moment,
        times: Int
    ) async throws {
        let one = try await Reading.start()
        let two = try await Reading.start(beside: one, name: "node-2")
        try await one.node.running {
            try await two.node.running {
                let (run, _) = try await one.receive(Self.children(900))
                let dying = one.runner(DyingRuns(one.node.journal, moment, times: times))
                await #expect(throws: StoreFailure.self) { try await dying.readNext() }
                // Held by the dead: nobody else may have it yet.
                #expect(try await two.runner().readNext() == false)
                try await two.forgetReaders()
                #expect(try await two.runner().readNext())
                let results = try await two.results(run)
                #expect(results.map(\.number) == Array(1...900))
                let repeated = moment == .beforeWriting ? 256 : 0
                #expect(results.count { $0.verdict == .repeated } == repeated)
                #expect(results.count { $0.verdict == .accepted } == 900 - repeated)
                #expect(try await two.run(run)?.state == .done)
                #expect(try await two.holds(900))
            }
        }
    }

    @Test func `a run that had to stop is given back at once and goes on behind what is done`() async throws {
        let one = try await Reading.start()
        let two = try await Reading.start(beside: one, name: "node-2")
        try await one.node.running {
            try await two.node.running {
                let (run, _) = try await one.receive(Self.children(600))
                await #expect(throws: StoreFailure.self) {
                    try await one.runner(DyingRuns(one.node.journal, .stumbling, times: 2)).readNext()
                }
                #expect(try await two.run(run)?.itemsDone == 256)
                #expect(try await two.runner().readNext())
                #expect(try await two.results(run).map(\.number) == Array(1...600))
                #expect(try await two.holds(600))
            }
        }
    }

    @Test func `a reader that was taken for dead and wakes up writes no more`() async throws {
        let one = try await Reading.start()
        let two = try await Reading.start(beside: one, name: "node-2")
        try await one.node.running {
            try await two.node.running {
                let (run, _) = try await one.receive(Self.children(2))
                let first = try #require(try await one.node.journal.claim(holder: one.holder(), for: .seconds(30)))
                #expect(first.id == run.id)
                try await two.forgetReaders()
                #expect(try await two.node.journal.claim(holder: two.holder(), for: .seconds(30))?.id == run.id)
                let late = try await one.node.journal.progress(
                    first,
                    holder: one.holder(),
                    itemsDone: 2,
                    results: [RunResult(number: 1, position: "line 1", verdict: .passed, message: nil, detail: [])],
                    hold: .seconds(30)
                )
                #expect(!late)
                try await one.node.journal.finish(first, holder: one.holder(), failure: "late")
                let now = try #require(try await two.run(run))
                #expect(now.state == .reading && now.itemsDone == 0)
                #expect(try await two.results(run).isEmpty)
            }
        }
    }

    @Test func `a run whose adapter is not installed fails with the mend`() async throws {
        let reading = try await Reading.start()
        try await reading.node.running {
            let (run, _) = try await reading.receive("child A\n", feed: "test.unknown")
            #expect(try await reading.runner().readNext())
            let failed = try #require(try await reading.run(run))
            #expect(failed.state == .failed && failed.reason?.contains("Mend") == true)
        }
    }

    @Test func `what a feed may not carry is a fault and not a message`() async throws {
        let reading = try await Reading.start()
        try await reading.node.running {
            // Children's services have no source of their own.
            let (run, _) = try await reading.receive("child A\n", agency: "services", client: "casework")
            #expect(try await reading.runner().readNext())
            let result = try #require(try await reading.results(run).first)
            #expect(result.verdict == .fault)
            #expect(String(decoding: result.detail, as: UTF8.self).contains("feed.source"))
        }
    }

    @Test func `another agency sees neither the run nor its rows`() async throws {
        let reading = try await Reading.start()
        try await reading.node.running {
            let (run, _) = try await reading.receive("child A\n")
            #expect(try await reading.runner().readNext())
            let services = try #require(try reading.node.books.current().agencyKey(AgencyID("services")))
            #expect(try await reading.node.journal.run(run.id, agency: services) == nil)
            let rows = try await reading.node.journal.results(of: run, agency: services, after: 0, limit: 10)
            #expect(rows.isEmpty)
        }
    }
}

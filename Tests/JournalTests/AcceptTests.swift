// SPDX-License-Identifier: Apache-2.0

import Crypto
import Exchange
import Journal
import NodeKit
import TestKit
import Testing
import TransparencyLog

@Suite(.timeLimit(.minutes(2))) struct AcceptTests {
    @Test func `an accepted event is there once, with its delivery, evidence and a receipt that verifies`() async throws
    {
        let node = try await Node.start()
        try await node.running {
            let result = try await node.post(.numbered(1))
            let receipt = try #require(result.receipt)
            #expect(result.isAccepted)
            #expect(receipt.verify(key: node.keys.receipts.publicKey, context: Node.context))
            #expect(try await node.count("SELECT count(*) FROM event_key") == 1)
            #expect(try await node.count("SELECT count(*) FROM open_delivery") == 1)
            #expect(try await node.count("SELECT count(*) FROM body") == 1)
            #expect(try await node.count("SELECT count(*) FROM subject_key") == 1)
            #expect(try await node.count("SELECT count(*) FROM ledger WHERE kind = 1") == 1)
        }
    }

    @Test func `nothing of a child's name or number stands in the ledger, the index or a body`() async throws {
        let node = try await Node.start()
        try await node.running {
            _ = try await node.post(.numbered(1), name: "Bryony Testcase")
            for (table, column) in [
                ("ledger", "leaf"), ("ledger", "opening"), ("body", "ciphertext"), ("subject_key", "pseudonym"),
            ] {
                for secret in ["Bryony", "9990000018"] {
                    let found = try await node.count(
                        "SELECT count(*) FROM \(table) WHERE position('\(secret)'::bytea IN \(column)) > 0"
                    )
                    #expect(found == 0, "\(secret) stands in \(table).\(column)")
                }
            }
        }
    }

    @Test func `the same event again gives the same evidence and writes nothing`() async throws {
        let node = try await Node.start()
        try await node.running {
            let first = try await node.post(.numbered(1))
            let entries = try await node.count("SELECT count(*) FROM ledger")
            node.clock.advance(by: .seconds(3600))
            let second = try await node.post(.numbered(1))
            #expect(second.isRepeated)
            #expect(first.receipt?.core == second.receipt?.core)
            #expect(try await node.count("SELECT count(*) FROM ledger") == entries)
            #expect(try await node.count("SELECT count(*) FROM open_delivery") == 1)
        }
    }

    @Test func `an id that was accepted is refused with other content, and the first stays`() async throws {
        let node = try await Node.start()
        try await node.running {
            _ = try await node.post(.numbered(1), name: "Rowan Example")
            #expect(try await node.post(.numbered(1), name: "Someone Else").refusal == .eventChanged)
            #expect(try await node.count("SELECT count(*) FROM event_key") == 1)
        }
    }

    @Test func `a refused event claims nothing, so that it can be sent again when mended`() async throws {
        let node = try await Node.start()
        try await node.running {
            let refused = try await node.post(.numbered(1), name: String(repeating: "x", count: 101))
            #expect(refused.refusal == .contractViolation)
            #expect(try await node.count("SELECT count(*) FROM body") == 0)
            #expect(try await node.count("SELECT count(*) FROM ledger WHERE kind = 2") == 1)
            #expect(try await node.post(.numbered(1), name: "Rowan Example").isAccepted)
        }
    }

    @Test func `a rehearsal is recorded without content and keeps nothing`() async throws {
        let node = try await Node.start()
        try await node.running {
            guard case .rehearsed = try await node.post(.numbered(1), rehearsal: true) else {
                Issue.record("not rehearsed")
                return
            }
            #expect(try await node.count("SELECT count(*) FROM ledger WHERE kind = 3 AND opening IS NULL") == 1)
            #expect(try await node.count("SELECT count(*) FROM event_key") == 0)
            #expect(try await node.count("SELECT count(*) FROM open_delivery") == 0)
        }
    }

    @Test func `each recipient gets its own view, one body for each`() async throws {
        let node = try await Node.start()
        try await node.running {
            let result = try await node.post(.numbered(1), recipients: ["services", "school"])
            #expect(result.isAccepted)
            let whole = try #require(try await node.lease("services").first)
            let part = try #require(try await node.lease("school").first)
            let vault = Vault(node.keys)
            #expect(String(decoding: try vault.open(whole.body), as: UTF8.self).contains("9990000018"))
            #expect(!String(decoding: try vault.open(part.body), as: UTF8.self).contains("9990000018"))
        }
    }

    @Test func `events of one batch keep their order, stand or fall alone, and one sent twice in it is one`()
        async throws
    {
        let node = try await Node.start()
        try await node.running {
            let tooLong = String(repeating: "x", count: 101)
            var offers = try (1...40).map { try node.offer(.numbered($0), orderingKey: "child-1") }
            offers[7] = try node.offer(.numbered(8), name: tooLong, orderingKey: "child-1")
            offers[20] = offers[19]
            let results = await node.exchange.submit(offers, actor: Node.records)
            #expect(results.count == 40)
            #expect(results.indices.filter { !results[$0].isAccepted } == [7])
            #expect(results[7].refusal == .contractViolation)
            #expect(results.indices.filter { results[$0].isRepeated } == [20])
            let order = try await node.count(
                """
                SELECT count(*) FROM (SELECT accepted_at, lag(accepted_at) OVER (ORDER BY id) AS before FROM open_delivery) d
                WHERE before >= accepted_at
                """
            )
            #expect(order == 0)
            #expect(try await node.count("SELECT count(*) FROM open_delivery") == 38)
        }
    }

    @Test func `concurrent re-sends of the same ids to two nodes make each message once`() async throws {
        let one = try await Node.start()
        let two = try await Node.start(beside: one, name: "node-2")
        try await one.running {
            try await two.running {
                try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
                    for number in 0..<400 {
                        for node in [one, two] {
                            group.addTask { try await node.post(.numbered(number % 100)).receipt?.core }
                        }
                    }
                    var cores: Set<[UInt8]> = []
                    for try await core in group { cores.insert(try #require(core)) }
                    #expect(cores.count == 100)
                }
                #expect(try await one.count("SELECT count(*) FROM event_key") == 100)
                #expect(try await one.count("SELECT count(*) FROM open_delivery") == 100)
                #expect(try await one.count("SELECT count(*) FROM ledger WHERE kind = 1") == 100)
            }
        }
    }

    @Test func `one row the database will not have does not cost the others of its group`() async throws {
        let node = try await Node.start()
        try await node.running {
            let results = try await withThrowingTaskGroup(of: (Int, SubmissionResult).self) { group in
                for number in 0..<60 {
                    // A zero byte is valid in a Swift string and never in a PostgreSQL text.
                    let order = number == 17 ? "a\u{0}b" : nil
                    group.addTask { (number, try await node.post(.numbered(number), orderingKey: order)) }
                }
                return try await group.reduce(into: [Int: SubmissionResult]()) { $0[$1.0] = $1.1 }
            }
            for (number, result) in results {
                if number == 17 {
                    guard case .failed(let failure) = result else {
                        Issue.record("the impossible row was accepted")
                        continue
                    }
                    #expect(failure.reason == .rejected)
                } else {
                    #expect(result.isAccepted, "event \(number)")
                }
            }
            #expect(try await node.count("SELECT count(*) FROM event_key") == 59)
        }
    }

    @Test func `numbers of a stream have no gap, whatever failed in between`() async throws {
        let node = try await Node.start()
        try await node.running {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<200 {
                    let order = number % 31 == 0 ? "a\u{0}b" : nil
                    group.addTask { _ = try await node.post(.numbered(number % 150), orderingKey: order) }
                }
                try await group.waitForAll()
            }
            let gaps = try await node.count(
                """
                SELECT count(*) FROM (SELECT stream, max(seq) AS last, count(*) AS entries FROM ledger GROUP BY stream) s
                WHERE last <> entries
                """
            )
            #expect(gaps == 0)
        }
    }

    @Test func `a stopping gateway writes what waits and then takes no more`() async throws {
        let node = try await Node.start()
        _ = try await node.running { try await node.post(.numbered(1)) }
        guard case .failed(let failure) = try await node.post(.numbered(2)) else {
            Issue.record("accepted after the end")
            return
        }
        #expect(failure.reason == .unavailable)
    }

    @Test func `an agency that fills its share of the queue is pushed back, and everything taken is still written`()
        async throws
    {
        var configuration = Node.small
        configuration.agencyCapacity = 4
        let node = try await Node.start(configuration: configuration)
        try await node.running {
            let results = try await withThrowingTaskGroup(of: SubmissionResult.self) { group in
                for number in 0..<200 { group.addTask { try await node.post(.numbered(number)) } }
                return try await group.reduce(into: [SubmissionResult]()) { $0.append($1) }
            }
            let taken = results.filter(\.isAccepted).count
            let pushedBack = results.filter {
                if case .failed(let failure) = $0 { failure.reason == .agencyFull } else { false }
            }.count
            #expect(taken + pushedBack == 200)
            #expect(taken >= 4 && pushedBack > 0)
            #expect(try await node.count("SELECT count(*) FROM event_key") == Int64(taken))
        }
    }
}

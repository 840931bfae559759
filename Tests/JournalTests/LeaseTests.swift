// SPDX-License-Identifier: Apache-2.0

import AdapterKit
import Exchange
import Journal
import NodeKit
import TestKit
import Testing

@Suite(.timeLimit(.minutes(2))) struct LeaseTests {
    @Test func `a lease writes its evidence before the body is handed out`() async throws {
        let node = try await Node.start()
        try await node.running {
            _ = try await node.post(.numbered(1))
            let leased = try await node.lease()
            #expect(leased.count == 1)
            #expect(try await node.count("SELECT count(*) FROM ledger WHERE kind = 4") == 1)
            #expect(try await node.lease().isEmpty)
        }
    }

    @Test func `an acknowledgement closes its delivery, and the same again is as good`() async throws {
        let node = try await Node.start()
        try await node.running {
            _ = try await node.post(.numbered(1))
            let hold = try #require(try await node.lease().first).hold
            #expect(try await node.settle(hold) == .settled)
            #expect(try await node.settle(hold) == .settled)
            #expect(try await node.count("SELECT count(*) FROM open_delivery") == 0)
            #expect(try await node.count("SELECT count(*) FROM closed_delivery WHERE state = 4") == 1)
            #expect(try await node.count("SELECT count(*) FROM ledger WHERE kind = 5") == 1)
        }
    }

    @Test func `an acknowledgement is good past its lease's time, as long as nobody leased again`() async throws {
        let node = try await Node.start()
        try await node.running {
            _ = try await node.post(.numbered(1))
            let hold = try #require(try await node.lease(seconds: 10).first).hold
            node.clock.advance(by: .seconds(11))
            #expect(try await node.settle(hold) == .settled)
        }
    }

    @Test func `a late acknowledgement of a delivery leased again is refused and harms nothing`() async throws {
        let node = try await Node.start()
        try await node.running {
            _ = try await node.post(.numbered(1))
            let first = try #require(try await node.lease(seconds: 10).first)
            node.clock.advance(by: .seconds(11))
            let second = try #require(try await node.lease(seconds: 10).first)
            #expect(second.attempt == 2)
            #expect(try await node.settle(first.hold) == .superseded)
            #expect(try await node.count("SELECT count(*) FROM open_delivery WHERE state = 2") == 1)
            #expect(try await node.settle(second.hold) == .settled)
            #expect(try await node.settle(first.hold) == .superseded)
        }
    }

    @Test func `a delivery given back is leased again after its pause, and each attempt's reason is kept`() async throws
    {
        let node = try await Node.start()
        try await node.running {
            _ = try await node.post(.numbered(1))
            let hold = try #require(try await node.lease().first).hold
            #expect(
                try await node.settle(hold, .outcome(.retry(after: .seconds(30), reason: "the case system is closed")))
                    == .settled
            )
            #expect(try await node.lease().isEmpty)
            node.clock.advance(by: .seconds(3700))
            #expect(try await node.lease().first?.attempt == 2)
            let kept = try await node.count(
                "SELECT count(*) FROM delivery_attempt WHERE reason = 'the case system is closed'"
            )
            #expect(kept == 1)
        }
    }

    @Test func `a lease can be prolonged only by its latest token`() async throws {
        let node = try await Node.start()
        try await node.running {
            _ = try await node.post(.numbered(1))
            let hold = try #require(try await node.lease().first).hold
            let key = try #require(try node.books.current().agencyKey(AgencyID("services")))
            let other = LeaseHold(delivery: hold.delivery, token: .numbered(99))
            #expect(try await node.journal.extend([other], by: .seconds(60), recipients: [key]).isEmpty)
            #expect(try await node.journal.extend([hold], by: .seconds(60), recipients: [key]) == [hold.delivery])
            #expect(try await node.journal.extend([hold], by: .seconds(60), recipients: [key + 1]).isEmpty)
        }
    }

    @Test func `deliveries of one order are leased one after the other`() async throws {
        let node = try await Node.start()
        try await node.running {
            for number in 0..<3 {
                _ = try await node.post(.numbered(number), orderingKey: "episode-1")
                node.clock.advance(by: .seconds(1))
            }
            for _ in 0..<3 {
                let leased = try await node.lease()
                #expect(leased.count == 1)
                _ = try await node.settle(try #require(leased.first).hold)
            }
            #expect(try await node.lease().isEmpty)
        }
    }

    @Test func `two nodes never lease the same delivery at once`() async throws {
        let one = try await Node.start()
        let two = try await Node.start(beside: one, name: "node-2")
        try await one.running {
            try await two.running {
                for number in 0..<60 { _ = try await one.post(.numbered(number)) }
                let leased = try await withThrowingTaskGroup(of: [LeasedDelivery].self) { group in
                    for number in 0..<20 { group.addTask { try await (number % 2 == 0 ? one : two).lease(limit: 5) } }
                    return try await group.reduce(into: [LeasedDelivery]()) { $0 += $1 }
                }
                #expect(Set(leased.map(\.hold.delivery)).count == leased.count)
            }
        }
    }

    @Test func `a delivery past its end is closed as dead and never leased`() async throws {
        let node = try await Node.start()
        try await node.running {
            _ = try await node.post(.numbered(1))
            node.clock.advance(by: .seconds(8 * 86_400))
            #expect(try await node.lease().isEmpty)
            let names = BookNaming(try node.books.current())
            #expect(try await node.journal.closeExpired(limit: 10, holder: "node-1", parties: names.parties) == 1)
            #expect(
                try await node.count("SELECT count(*) FROM closed_delivery WHERE state = 6 AND reason = 'expired'") == 1
            )
        }
    }
}

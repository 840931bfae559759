// SPDX-License-Identifier: Apache-2.0

import Exchange
import NodeKit
import Postgres
import TestKit
import Testing

@testable import concordat

extension EndToEnd {
    /// What was acknowledged survives, whoever dies.
    @Suite struct CrashTests {
        private static let messages = 5_000

        private static func documents(_ now: Timestamp) -> [String] {
            [Documents.directory(on: now), Documents.contract, Documents.agreement(on: now)]
        }

        @Test(.timeLimit(.minutes(2)))
        func `a gateway killed while 64 clients post loses nothing it acknowledged and leaves nothing half written`()
            async throws
        {
            try await Deployment.run(clients: ["records", "casework"], documents: Self.documents) { deployment in
                let posters = Posters(now: deployment.now)
                let first = try await deployment.start()
                await withTaskGroup(of: Void.self) { group in
                    group.addTask { await posters.post(0..<Self.messages, to: first.measuring, patience: .none) }
                    group.addTask {
                        _ = try? await eventually(within: .seconds(60)) { posters.acknowledged.count >= 1_500 }
                        await first.program.kill()
                    }
                }
                let acknowledged = posters.acknowledged
                #expect(acknowledged.count >= 1_500 && acknowledged.count < Self.messages)
                try await Self.expectKept(acknowledged, deployment)

                let second = try await deployment.start()
                try await Self.complete(posters, second, deployment)
                await posters.close()
            }
        }

        @Test(.timeLimit(.minutes(2)))
        func `a database that crashes and comes back under a living gateway loses nothing that was acknowledged`()
            async throws
        {
            try await Deployment.run(clients: ["records", "casework"], documents: Self.documents) { deployment in
                let posters = Posters(now: deployment.now)
                let gateway = try await deployment.start()
                let patience = Posters.Patience.untilTaken(within: .seconds(60))
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { await posters.post(0..<Self.messages, to: gateway.measuring, patience: patience) }
                    group.addTask {
                        _ = try await eventually(within: .seconds(60)) { posters.acknowledged.count >= 1_500 }
                        try await deployment.cluster.stopImmediately()
                        let acknowledged = posters.acknowledged
                        try await Task.sleep(for: .seconds(2))
                        // Without a database nothing is acknowledged; a few answers may have been under way.
                        #expect(posters.acknowledged.count < acknowledged.count + 200)
                        #expect(posters.acknowledged.count < Self.messages)
                        try await deployment.cluster.start()
                    }
                    try await group.waitForAll()
                }
                #expect(gateway.program.ended == nil)
                #expect(posters.acknowledged.count == Self.messages)
                // Clients were told to come again, nothing worse.
                #expect(posters.refusals.keys.allSatisfy { $0 == 503 }, "\(posters.refusals)")
                try await Self.complete(posters, gateway, deployment)
                await posters.close()
            }
        }

        /// Every acknowledged event is there once, and every message is whole.
        private static func expectKept(_ acknowledged: Set<Int>, _ deployment: Deployment) async throws {
            let kept = try await deployment.database.texts("SELECT id::text FROM event_key")
            #expect(Set(kept).count == kept.count)
            let lost = Set(acknowledged.map(Posters.id)).subtracting(kept)
            #expect(lost.isEmpty, "\(lost.count) lost")
            #expect(try await deployment.database.halves() == [])
        }

        /// Posts what is missing, fetches and acknowledges everything, and has the evidence verified.
        private static func complete(_ posters: Posters, _ gateway: Gateway, _ deployment: Deployment) async throws {
            let missing = Set(0..<messages).subtracting(posters.acknowledged)
            await posters.post(missing, to: gateway.measuring, patience: .untilTaken(within: .seconds(30)))
            #expect(posters.acknowledged.count == messages)
            try await expectKept(posters.acknowledged, deployment)
            let store = deployment.database
            #expect(try await store.count("SELECT count(*) FROM event_key") == messages)

            let fetched = try await deployment.speak(as: "casework", to: gateway) { try await Drain.all($0) }
            #expect(fetched.count == messages)
            #expect(Set(fetched) == Set((0..<messages).map(Posters.id)))
            #expect(try await store.count("SELECT count(*) FROM open_delivery") == 0)
            #expect(
                try await store.count("SELECT count(*) FROM closed_delivery WHERE state = 4 AND attempt = 1")
                    == messages
            )
            for kind in [1, 4, 5] {
                #expect(try await store.count("SELECT count(*) FROM ledger WHERE kind = \(kind)") == messages)
            }
            #expect(try await store.halves() == [])

            #expect(await gateway.program.stop() == 0)
            let entries = try await store.count("SELECT count(*) FROM ledger")
            #expect(try await store.count("SELECT size FROM log_head") == entries)
            let verdict = try await deployment.verifyAudit()
            #expect(verdict.contains("verified") && verdict.contains("\(entries)"), "\(verdict)")
        }
    }
}

/// Real processes, one test after the other: the machine is theirs.
@Suite(.serialized) enum EndToEnd {}

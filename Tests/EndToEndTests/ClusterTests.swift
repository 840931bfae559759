// SPDX-License-Identifier: Apache-2.0

import Exchange
import Foundation
import JSONSchema
import NodeKit
import TestKit
import Testing

@testable import concordat

extension EndToEnd {
    /// Two gateways on one database.
    @Suite struct ClusterTests {
        private static let messages = 300

        private static func documents(_ now: Timestamp, _ extra: String = "") -> [String] {
            [Documents.directory(on: now), Documents.contract, Documents.agreement(extra: extra, on: now)]
        }

        @Test(.timeLimit(.minutes(2)))
        func `events posted to two gateways at once are one message each, in one log`() async throws {
            try await Deployment.run(clients: ["records", "casework"], documents: { Self.documents($0) }) {
                deployment in
                let one = try await deployment.start("node-1"), two = try await deployment.start("node-2")
                async let first = Self.postAll(to: one, deployment)
                async let second = Self.postAll(to: two, deployment)
                let answers = try await (first, second)
                for number in 0..<Self.messages {
                    let pair = [answers.0[number], answers.1[number]].compactMap { $0 }
                    #expect(pair.map(\.status) == [202, 202], "\(number): \(pair.map(\.text))")
                    #expect(pair.count { $0.json?["repeated"]?.boolValue == true } == 1)
                    // One message: both answers name it.
                    let messages = Set(pair.map { $0.json?["message"]?.stringValue ?? UUID().uuidString })
                    #expect(messages.count == 1)
                }
                let store = deployment.database
                #expect(try await store.count("SELECT count(*) FROM event_key") == Self.messages)
                #expect(try await store.halves() == [])
                let fetched = try await deployment.speak(as: "casework", to: two) { try await Drain.all($0) }
                #expect(Set(fetched).count == Self.messages && fetched.count == Self.messages)

                #expect(await one.program.stop() == 0)
                #expect(await two.program.stop() == 0)
                let entries = try await store.count("SELECT count(*) FROM ledger")
                #expect(try await store.count("SELECT count(DISTINCT stream) FROM ledger") > 1)
                #expect(try await store.count("SELECT size FROM log_head") == entries)
                #expect(try await deployment.verifyAudit().contains("verified"))
                // Neither found the log in a state it would not sign.
                for gateway in [one, two] { #expect(!gateway.program.said.contains("the log is not sealed")) }
            }
        }

        @Test(.timeLimit(.minutes(2)))
        func `an agreement revoked by a command is obeyed by every gateway at once`() async throws {
            try await Deployment.run(clients: ["records", "casework"], documents: { Self.documents($0) }) {
                deployment in
                let one = try await deployment.start("node-1"), two = try await deployment.start("node-2")
                for gateway in [one, two] {
                    #expect(try await Self.post(gateway.door, to: gateway, deployment).status == 202)
                }
                let revoked = Self.documents(deployment.now, Documents.revocation(on: deployment.now))
                let said = try await deployment.apply(revoked)
                let appliedAt = ContinuousClock.now
                #expect(said.contains("is in force"), "\(said)")
                for gateway in [one, two] {
                    // The accept and lease statements know at once, whatever the node has in memory.
                    let answer = try await Self.post(gateway.door + 1, to: gateway, deployment)
                    #expect(answer.status == 403, "\(answer.text)")
                    let leased = try await deployment.speak(as: "casework", to: gateway) { try await $0.lease() }
                    #expect(leased.isEmpty)
                }
                for gateway in [one, two] {
                    try await deployment.speak(as: "records", to: gateway) { client in
                        let isShown = try await eventually(within: .seconds(5)) {
                            try await client.get("/v1/agreements/\(Documents.agreementID)").json?["status"]?.stringValue
                                == "revoked"
                        }
                        #expect(isShown)
                    }
                }
                #expect(ContinuousClock.now - appliedAt < .seconds(2))
                let store = deployment.database
                #expect(try await store.count("SELECT count(*) FROM event_key") == 2)
                // What was still on its way is closed, and its sender can see why.
                let closed = "SELECT count(*) FROM closed_delivery WHERE state = 5 AND reason = 'agreement-ended'"
                #expect(try await eventually { try await store.count(closed) == 2 })
                #expect(try await store.count("SELECT count(*) FROM ledger WHERE kind = 4") == 0)
            }
        }

        private static func post(_ number: Int, to gateway: Gateway, _ deployment: Deployment) async throws
            -> GatewayAnswer
        {
            try await deployment.speak(as: "records", to: gateway) { try await post(number, $0, deployment) }
        }

        private static func post(_ number: Int, _ client: GatewayClient, _ deployment: Deployment) async throws
            -> GatewayAnswer
        {
            let event = Posters.event(number, time: deployment.now.description)
            return try await client.post("/v1/messages", Array(event.utf8), as: "application/cloudevents+json")
        }

        private static func postAll(to gateway: Gateway, _ deployment: Deployment) async throws -> [Int: GatewayAnswer]
        {
            try await deployment.speak(as: "records", to: gateway) { client in
                try await withThrowingTaskGroup(of: [(Int, GatewayAnswer)].self) { group in
                    for worker in 0..<8 {
                        group.addTask {
                            var answers: [(Int, GatewayAnswer)] = []
                            for number in stride(from: worker, to: messages, by: 8) {
                                answers.append((number, try await post(number, client, deployment)))
                            }
                            return answers
                        }
                    }
                    return try await group.reduce(into: [:]) { all, some in
                        for (number, answer) in some { all[number] = answer }
                    }
                }
            }
        }
    }
}

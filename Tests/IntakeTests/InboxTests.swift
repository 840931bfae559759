// SPDX-License-Identifier: Apache-2.0

import AdapterKit
import Exchange
import Intake
import NIOHTTP1
import Synchronization
import Testing

struct InboxTests {
    @Test func `a delivery is fetched with its minimised event and acknowledged`() async throws {
        try await Gateway.run { gateway in
            let sent = try await gateway.send(World.event())
            let leased = try await gateway.post("/v1/inbox/lease", #"{"limit":10,"leaseSeconds":30}"#)
            #expect(leased.status == 200)
            #expect(leased.count("/deliveries") == 1)
            #expect(leased.value("/deliveries/0/delivery") == sent.value("/recipients/0/delivery"))
            #expect(leased.value("/deliveries/0/leasedUntil") == "2026-11-21T09:00:30.000000Z")
            #expect(leased.value("/deliveries/0/event/data") == #"{"episodeId":"e-1"}"#)
            #expect(leased.value("/deliveries/0/event/senderid") == "police")
            #expect(leased.value("/deliveries/0/event/recipientretention") == "P1Y")
            let delivery = try #require(leased.value("/deliveries/0/delivery")),
                lease = try #require(leased.value("/deliveries/0/lease"))
            let done = try await gateway.post(
                "/v1/inbox/\(delivery)/ack",
                #"{"lease":"\#(lease)","reference":"case 7"}"#
            )
            #expect(done.status == 200)
            #expect(done.value("/status") == "settled")
            let settlement = try #require(gateway.store.state.withLock { $0.settlements.first })
            #expect(settlement.event == .outcome(.delivered(reference: "case 7")))
            #expect(settlement.holder == "inbox")
            #expect(gateway.metrics.value(.leased) == 1)
            #expect(gateway.metrics.value(.acknowledged) == 1)
            #expect(try await gateway.post("/v1/inbox/lease", "").value("/deliveries") == "[]")
        }
    }

    @Test func `a body that does not open is settled: for good when it was altered, else to be tried again`()
        async throws
    {
        try await Gateway.run { gateway in
            for number in 1...3 { _ = try await gateway.send(World.event(number)) }
            gateway.store.state.withLock { state in
                let (missing, altered) = (state.open[0].body, state.open[1].body)
                state.open[0].body = SealedBody(
                    id: missing.id,
                    ciphertext: missing.ciphertext,
                    wrap: missing.wrap,
                    ring: 9
                )
                state.open[1].body = SealedBody(
                    id: altered.id,
                    ciphertext: altered.ciphertext.reversed(),
                    wrap: altered.wrap,
                    ring: altered.ring
                )
            }
            let leased = try await gateway.post("/v1/inbox/lease", "{}")
            #expect(leased.count("/deliveries") == 1)
            let settlements = gateway.store.state.withLock { $0.settlements }
            #expect(settlements.map(\.event) == [.notSent, .cannotRender])
            #expect(settlements.allSatisfy { $0.reason != nil && $0.holder == "inbox" })
            #expect(gateway.metrics.value(.unopened) == 2)
        }
    }

    @Test func `a recipient can hand a delivery back, refuse it or keep it longer`() async throws {
        try await Gateway.run { gateway in
            for number in 1...3 { _ = try await gateway.send(World.event(number)) }
            let leased = try await gateway.post("/v1/inbox/lease", "{}")
            let holds = try (0..<3).map {
                (
                    try #require(leased.value("/deliveries/\($0)/delivery")),
                    try #require(leased.value("/deliveries/\($0)/lease"))
                )
            }
            let retry = #"{"lease":"\#(holds[0].1)","reason":"disk full","retry":true}"#
            #expect(try await gateway.post("/v1/inbox/\(holds[0].0)/nack", retry).status == 200)
            #expect(
                try await gateway.post(
                    "/v1/inbox/\(holds[1].0)/nack",
                    #"{"lease":"\#(holds[1].1)","reason":"not ours"}"#
                ).status == 200
            )
            let events = gateway.store.state.withLock { $0.settlements.map(\.event) }
            #expect(
                events == [.outcome(.retry(after: nil, reason: "disk full")), .outcome(.refused(reason: "not ours"))]
            )
            let extended = try await gateway.post(
                "/v1/inbox/\(holds[2].0)/extend",
                #"{"lease":"\#(holds[2].1)","seconds":600}"#
            )
            #expect(extended.value("/status") == "extended")
            let lost = try await gateway.post("/v1/inbox/\(holds[2].0)/extend", #"{"lease":"\#(World.id(9))"}"#)
            #expect(lost.status == 409)
            #expect(lost.code == "lease.lost")
        }
    }

    @Test func `a lease that is no longer the latest is a conflict and an unknown delivery is not there`() async throws
    {
        try await Gateway.run { gateway in
            _ = try await gateway.send(World.event())
            let leased = try await gateway.post("/v1/inbox/lease", "{}")
            let delivery = try #require(leased.value("/deliveries/0/delivery"))
            let old = try await gateway.post("/v1/inbox/\(delivery)/ack", #"{"lease":"\#(World.id(5))"}"#)
            #expect(old.status == 409)
            #expect(old.code == "lease.lost")
            #expect(old.value("/mender") == "recipient")
            let unknown = try await gateway.post("/v1/inbox/\(World.id(6))/ack", #"{"lease":"\#(World.id(5))"}"#)
            #expect(unknown.status == 404)
            #expect(unknown.code == "delivery.unknown")
            #expect(try await gateway.post("/v1/inbox/nonsense/ack", #"{"lease":"\#(World.id(5))"}"#).status == 404)
        }
    }

    @Test func `many acknowledgements are answered one by one`() async throws {
        try await Gateway.run { gateway in
            _ = try await gateway.send(World.event())
            let leased = try await gateway.post("/v1/inbox/lease", "{}")
            let delivery = try #require(leased.value("/deliveries/0/delivery")),
                lease = try #require(leased.value("/deliveries/0/lease"))
            let acks = [(delivery, lease), (World.id(8), lease), (delivery, World.id(9))]
                .map { #"{"delivery":"\#($0)","lease":"\#($1)"}"# }.joined(separator: ",")
            let reply = try await gateway.post("/v1/inbox/ack", #"{"acks":[\#(acks)]}"#)
            #expect(reply.status == 200)
            #expect((0..<3).map { reply.value("/results/\($0)/status") } == ["settled", "refused", "refused"])
            #expect(reply.value("/results/1/code") == "delivery.unknown")
            #expect(reply.value("/results/2/code") == "lease.lost")
        }
    }

    @Test(arguments: [
        ("/v1/inbox/lease", #"{"limit":0}"#, "/limit"), ("/v1/inbox/lease", #"{"waitSeconds":31}"#, "/waitSeconds"),
        ("/v1/inbox/lease", #"{"leaseSeconds":"long"}"#, "/leaseSeconds"), ("/v1/inbox/lease", #"{"surprise":1}"#, ""),
        ("/v1/inbox/lease", "[]", ""), ("/v1/inbox/ack", #"{"acks":[]}"#, "/acks"),
        ("/v1/inbox/ack", #"{"acks":[{"delivery":"x","lease":"y"}]}"#, "/acks/0/delivery"),
        ("/v1/inbox/\(World.id(1))/ack", "{}", "/lease"),
        ("/v1/inbox/\(World.id(1))/nack", #"{"lease":"\#(World.id(1))"}"#, "/reason"),
        ("/v1/inbox/\(World.id(1))/nack", #"{"lease":"\#(World.id(1))","reason":"two\nlines"}"#, "/reason"),
        (
            "/v1/inbox/\(World.id(1))/nack",
            #"{"lease":"\#(World.id(1))","reason":"\#(String(repeating: "é", count: 201))"}"#, "/reason"
        ),
        ("/v1/inbox/\(World.id(1))/nack", #"{"lease":"\#(World.id(1))","reason":"r","retry":"yes"}"#, "/retry"),
        ("/v1/inbox/\(World.id(1))/extend", #"{"lease":"\#(World.id(1))","seconds":5}"#, "/seconds"),
    ])
    func `a request out of bounds is refused where it is wrong`(path: String, body: String, pointer: String)
        async throws
    {
        try await Gateway.run { gateway in
            let reply = try await gateway.post(path, body)
            #expect(reply.status == 400)
            #expect(reply.code == "request.invalid")
            #expect(reply.value("/errors/0/pointer") == pointer)
        }
    }

    @Test func `a body that is not JSON is malformed`() async throws {
        try await Gateway.run { gateway in
            let reply = try await gateway.post("/v1/inbox/lease", "{\"\(World.secret)")
            #expect(reply.code == "request.malformed")
            #expect(!reply.text.contains(World.secret))
        }
    }

    @Test func `only a client that may receive fetches, and only for its agency`() async throws {
        try await Gateway.run { gateway in
            _ = try await gateway.send(World.event())
            let sender = try await gateway.post("/v1/inbox/lease", "{}", as: .police)
            #expect(sender.status == 403)
            #expect(sender.code == "client.not-authorised")
            let other = try await gateway.ask(
                .POST,
                "/v1/inbox/lease",
                "{}",
                as: .supplier,
                headers: [("content-type", "application/json"), ("concordat-agency", "school-a")]
            )
            #expect(other.count("/deliveries") == 0)
            #expect(try await gateway.post("/v1/inbox/lease", "{}").count("/deliveries") == 1)
        }
    }

    @Test func `a waiting request is woken as soon as something is committed`() async throws {
        try await Gateway.run { gateway in
            let clock = ContinuousClock()
            let began = clock.now
            async let waiting = gateway.post("/v1/inbox/lease", #"{"waitSeconds":20}"#)
            await gateway.until { gateway.store.state.withLock { $0.leaseCalls } > 0 }
            _ = try await gateway.send(World.event())
            let reply = try await waiting
            #expect(reply.count("/deliveries") == 1)
            #expect(clock.now - began < .seconds(5))
        }
    }

    @Test func `a waiting request finds what another node committed`() async throws {
        try await Gateway.run { gateway in
            _ = try await gateway.send(World.event())
            let hidden = gateway.store.state.withLock { state in
                defer { state.open = [] }
                return state.open
            }
            async let waiting = gateway.post("/v1/inbox/lease", #"{"waitSeconds":20}"#)
            await gateway.until { gateway.store.state.withLock { $0.leaseCalls } > 0 }
            // Back without a signal: the watch has to find it.
            gateway.store.state.withLock { $0.open = hidden }
            #expect(try await waiting.count("/deliveries") == 1)
        }
    }

    @Test func `waiting ends empty when the time is up, and nothing is leased to a client that has gone`() async throws
    {
        try await Gateway.run { gateway in
            let reply = try await gateway.post("/v1/inbox/lease", #"{"waitSeconds":1}"#)
            #expect(reply.value("/deliveries") == "[]")
            try await gateway.connect(gateway.certificates.identity(.services)) { line in
                let body = #"{"waitSeconds":30}"#
                try await line.begin(
                    .POST,
                    "/v1/inbox/lease",
                    [("content-type", "application/json"), ("content-length", "\(body.utf8.count)")]
                )
                try await line.piece(body)
                try await line.end()
                await gateway.until { gateway.store.state.withLock { $0.leaseCalls } == 2 }
            }
            try await Task.sleep(for: .seconds(2))
            _ = try await gateway.send(World.event())
            try await Task.sleep(for: .milliseconds(300))
            #expect(gateway.store.state.withLock { $0.open.allSatisfy { $0.attempt == 0 } })
        }
    }

    @Test func `a stop ends waiting requests with what they have`() async throws {
        try await Gateway.run { gateway in
            let clock = ContinuousClock()
            let began = clock.now
            async let waiting = gateway.post("/v1/inbox/lease", #"{"waitSeconds":30}"#)
            await gateway.until { gateway.store.state.withLock { $0.leaseCalls } == 1 }
            await gateway.stop()
            let reply = try await waiting
            #expect(reply.value("/deliveries") == "[]")
            #expect(reply.headers.first(name: "connection") == "close")
            #expect(clock.now - began < .seconds(5))
        }
    }

    @Test func `a fault of the store while fetching is told`() async throws {
        try await Gateway.run { gateway in
            gateway.store.state.withLock { $0.failure = StoreFailure(.unavailable, "gone") }
            let reply = try await gateway.post("/v1/inbox/lease", "{}")
            #expect(reply.status == 503)
        }
    }
}

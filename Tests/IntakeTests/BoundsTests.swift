// SPDX-License-Identifier: Apache-2.0

import Exchange
import Intake
import NIOHTTP1
import Synchronization
import Testing

/// What one client may hold, and for how long.
struct BoundsTests {
    private static let json = ("content-type", "application/json")
    /// So many large events are more than one answer carries, and than the systems between hold for a client that does not read.
    private static let many = 20

    private static var hasty: DoorLimits {
        var limits = DoorLimits()
        limits.tick = .milliseconds(50)
        limits.bodyGrace = .milliseconds(600)
        limits.streamPause = .milliseconds(600)
        limits.write = .milliseconds(600)
        limits.writeRate = 1 << 30
        return limits
    }

    private static func fill(_ gateway: Gateway) async throws {
        let urn = String(repeating: "7", count: (1 << 20) - 2_000)
        for number in 1...many {
            let reply = try await gateway.send(World.event(number, data: #"{"episodeId":"e-1","urn":"\#(urn)"}"#))
            #expect(reply.status == 202)
        }
    }

    /// Asks for deliveries and does not wait for the answer.
    private static func ask(_ line: Line, _ body: String, _ headers: [(String, String)] = []) async throws {
        try await line.begin(.POST, "/v1/inbox/lease", [json, ("content-length", "\(body.utf8.count)")] + headers)
        try await line.piece(body)
        try await line.end()
    }

    @Test func `an answer stays below its bound and the rest is fetched next`() async throws {
        try await Gateway.run { gateway in
            try await Self.fill(gateway)
            let first = try await gateway.post("/v1/inbox/lease", #"{"limit":500}"#)
            let second = try await gateway.post("/v1/inbox/lease", #"{"limit":500}"#)
            #expect(first.bytes.count <= 16 << 20)
            #expect(first.bytes.count > 14 << 20)
            let counts = [first, second].map { $0.text.split(separator: "\"leasedUntil\"").count - 1 }
            #expect(counts.reduce(0, +) == Self.many)
        }
    }

    @Test(arguments: [false, true])
    func `a client that does not fetch its answer is cut off and the leases are handed back`(closes: Bool) async throws
    {
        try await Gateway.run(limits: Self.hasty) { gateway in
            try await Self.fill(gateway)
            try await gateway.connect(gateway.certificates.identity(.services)) { line in
                try await Self.ask(line, #"{"limit":500}"#, closes ? [("connection", "close")] : [])
                await gateway.until { !gateway.store.state.withLock { $0.settlements.isEmpty } }
                await #expect(throws: (any Error).self) { try await line.reply() }
            }
            let settlements = gateway.store.state.withLock { $0.settlements }
            #expect(settlements.count > 10)
            #expect(settlements.allSatisfy { $0.event == .outcomeUnknown && $0.recipient != nil })
        }
    }

    @Test func `a stop does not wait for a client that does not fetch its answer`() async throws {
        let clock = ContinuousClock()
        let stopped = Mutex<ContinuousClock.Instant?>(nil)
        try await Gateway.run(limits: Self.hasty) { gateway in
            try await Self.fill(gateway)
            try await gateway.connect(gateway.certificates.identity(.services)) { line in
                try await Self.ask(line, #"{"limit":500}"#)
                await gateway.until { gateway.metrics.value(.leased) > 0 }
                stopped.withLock { $0 = clock.now }
                await gateway.stop()
                await gateway.until { !gateway.store.state.withLock { $0.settlements.isEmpty } }
            }
            #expect(gateway.store.state.withLock { !$0.settlements.isEmpty })
        }
        let began = try #require(stopped.withLock { $0 })
        #expect(clock.now - began < .seconds(6))
    }

    @Test func `what was leased for a client that has gone meanwhile is handed back`() async throws {
        try await Gateway.run { gateway in
            _ = try await gateway.send(World.event())
            gateway.store.state.withLock { $0.leasePause = .seconds(2) }
            try await gateway.connect(gateway.certificates.identity(.services)) { line in
                try await Self.ask(line, "{}")
                await gateway.until { gateway.store.state.withLock { $0.leaseCalls } == 1 }
            }
            await gateway.until { !gateway.store.state.withLock { $0.settlements.isEmpty } }
            let settlement = try #require(gateway.store.state.withLock { $0.settlements.first })
            #expect(settlement.event == .notSent)
            #expect(settlement.holder == "inbox")
            #expect(gateway.metrics.value(.leased) == 0)
        }
    }

    @Test func `a certificate that is withdrawn during a wait receives nothing`() async throws {
        try await Gateway.run { gateway in
            // Other certificates of the same clients: those in use are known no more.
            let newer = try World.book(try Certificates())
            let services = try #require(newer.agencyKey(AgencyID("services")))
            async let waiting = gateway.post("/v1/inbox/lease", #"{"waitSeconds":20}"#)
            await gateway.until { gateway.store.signal.waitingRecipients == [services] }
            gateway.books.newer.withLock { $0 = newer }
            gateway.store.signal.notify(recipients: [services])
            let reply = try await waiting
            #expect(reply.code == "client.unknown")
            #expect(gateway.store.state.withLock { $0.leaseCalls } == 1)
        }
    }

    @Test func `a document that drips is cut off by its rate`() async throws {
        try await Gateway.run(fixed: World.police, limits: Self.hasty) { gateway in
            let clock = ContinuousClock()
            let began = clock.now
            try await gateway.connect { line in
                try await line.begin(.POST, "/v1/feeds/episodes", [("content-length", "100000")])
                let pen = line.pen
                async let dripping: Void = {
                    for _ in 0..<40 {
                        do { try await pen.piece("a") } catch { return }
                        try? await Task.sleep(for: .milliseconds(100))
                    }
                }()
                await #expect(throws: (any Error).self) { try await line.reply() }
                #expect(clock.now - began < .seconds(3))
                await dripping
            }
            await gateway.until { gateway.runs.state.withLock { $0.runs.isEmpty } }
            #expect(gateway.runs.state.withLock { $0.runs.isEmpty })
        }
    }

    @Test func `a client has only so many connections and others still come in`() async throws {
        var limits = DoorLimits()
        limits.connectionsPerClient = 1
        try await Gateway.run(limits: limits) { gateway in
            try await gateway.connect(gateway.certificates.identity(.services)) { line in
                #expect(try await line.ask(.GET, "/v1/contracts").status == 200)
                #expect(try await line.ask(.GET, "/v1/contracts").status == 200)
                let second = try await gateway.ask(.GET, "/v1/contracts", as: .services)
                #expect(second.status == 429)
                #expect(second.code == "client.busy")
                #expect(second.headers.first(name: "connection") == "close")
                #expect(second.isProblem)
                #expect(try await gateway.ask(.GET, "/v1/contracts", as: .police).status == 200)
            }
            var status = 0
            for _ in 0..<100 where status != 200 {
                status = try await gateway.ask(.GET, "/v1/contracts", as: .services).status
                if status != 200 { try await Task.sleep(for: .milliseconds(20)) }
            }
            #expect(status == 200)
        }
    }

    @Test func `a client has only so many waiting requests`() async throws {
        var limits = DoorLimits()
        limits.waitingPerClient = 1
        try await Gateway.run(limits: limits) { gateway in
            async let waiting = gateway.post("/v1/inbox/lease", #"{"waitSeconds":20}"#)
            await gateway.until { gateway.store.state.withLock { $0.leaseCalls } == 1 }
            let second = try await gateway.post("/v1/inbox/lease", #"{"waitSeconds":20}"#)
            #expect(second.code == "client.busy")
            #expect(try await gateway.post("/v1/inbox/lease", "{}").status == 200)
            _ = try await gateway.send(World.event())
            #expect(try await waiting.count("/deliveries") == 1)
            #expect(try await gateway.post("/v1/inbox/lease", #"{"waitSeconds":1}"#).status == 200)
        }
    }

    @Test func `bodies beyond what there is room for are put off, and there is room again`() async throws {
        var limits = DoorLimits()
        limits.bodiesBytes = 2_000
        try await Gateway.run(fixed: World.police, limits: limits) { gateway in
            let note = String(repeating: "n", count: 4_000)
            let large = try await gateway.send(World.event(data: #"{"episodeId":"e-1","note":"\#(note)"}"#))
            #expect(large.status == 503)
            #expect(large.code == "gateway.bodies-full")
            #expect(large.headers.first(name: "retry-after") == "1")
            for number in 1...10 { #expect(try await gateway.send(World.event(number)).status == 202) }
        }
    }

    @Test func `what is due and may not leave is looked for less and less often`() async throws {
        try await Gateway.run { gateway in
            _ = try await gateway.send(World.event(1))
            gateway.store.state.withLock { $0.isHeld = true }
            async let waiting = gateway.post("/v1/inbox/lease", #"{"waitSeconds":20}"#)
            await gateway.until { gateway.store.state.withLock { $0.leaseCalls } > 0 }
            try await Task.sleep(for: .seconds(2))
            let calls = gateway.store.state.withLock { $0.leaseCalls }
            #expect((2...8).contains(calls))
            gateway.store.state.withLock { $0.isHeld = false }
            _ = try await gateway.send(World.event(2))
            #expect(try await waiting.count("/deliveries") ?? 0 >= 1)
        }
    }
}

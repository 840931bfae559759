// SPDX-License-Identifier: Apache-2.0

import Exchange
import Intake
import NIOHTTP1
import Synchronization
import Testing

struct WireTests {
    private static let json = ("content-type", "application/json")
    private static let structured = ("content-type", "application/cloudevents+json")

    private static var hasty: DoorLimits {
        var limits = DoorLimits()
        limits.tick = .milliseconds(50)
        limits.bodyGrace = .milliseconds(400)
        limits.head = .milliseconds(400)
        limits.idle = .milliseconds(600)
        limits.streamPause = .milliseconds(400)
        limits.linger = .milliseconds(200)
        return limits
    }

    @Test func `a body larger than said bounds is refused before and while it comes`() async throws {
        try await Gateway.run(fixed: World.police) { gateway in
            try await gateway.connect { line in
                try await line.begin(.POST, "/v1/messages", [Self.structured, ("content-length", "\(1 << 20 | 1)")])
                let reply = try await line.reply()
                #expect(reply.status == 413)
                #expect(reply.code == "message.too-large")
                #expect(reply.headers.first(name: "connection") == "close")
            }
            try await gateway.connect { line in
                try await line.begin(.POST, "/v1/messages", [Self.structured, ("transfer-encoding", "chunked")])
                let piece = String(repeating: " ", count: 64 << 10)
                // Written on the side: the door answers while the body is still coming.
                let pen = line.pen
                async let sending: Void = {
                    for _ in 0..<17 { try? await pen.piece(piece) }
                }()
                let reply = try await line.reply()
                #expect(reply.status == 413)
                await sending
            }
            let small = try await gateway.ask(
                .POST,
                "/v1/inbox/lease",
                String(repeating: " ", count: 20_000),
                headers: [Self.json]
            )
            #expect(small.status == 413)
            #expect(small.code == "request.too-large")
        }
    }

    @Test func `an event of just under 1 MiB is taken`() async throws {
        try await Gateway.run(fixed: World.police) { gateway in
            let note = String(repeating: "n", count: (1 << 20) - 600)
            let reply = try await gateway.send(World.event(data: #"{"episodeId":"e-1","note":"\#(note)"}"#))
            #expect(reply.status == 202)
        }
    }

    @Test func `a body that drips is cut off`() async throws {
        try await Gateway.run(fixed: World.police, limits: Self.hasty) { gateway in
            try await gateway.connect { line in
                try await line.begin(.POST, "/v1/messages", [Self.structured, ("content-length", "1000")])
                let pen = line.pen
                async let dripping: Void = {
                    for _ in 0..<20 {
                        try? await pen.piece(" ")
                        try? await Task.sleep(for: .milliseconds(50))
                    }
                }()
                let reply = try await line.reply()
                #expect(reply.status == 408)
                #expect(reply.code == "request.timeout")
                await dripping
            }
        }
    }

    @Test func `a connection that says nothing is closed, and so is one that rests too long`() async throws {
        try await Gateway.run(fixed: World.police, limits: Self.hasty) { gateway in
            let clock = ContinuousClock()
            for asksFirst in [false, true] {
                let began = clock.now
                try await gateway.connect { line in
                    if asksFirst {
                        let first = try await line.ask(.GET, "/healthz")
                        #expect(first.status == 200)
                    }
                    try? await line.waitForClose()
                }
                #expect(clock.now - began < .seconds(3))
            }
        }
    }

    @Test func `a streamed body that stops coming is cut off and forgotten`() async throws {
        try await Gateway.run(fixed: World.police, limits: Self.hasty) { gateway in
            try await gateway.connect { line in
                try await line.begin(.POST, "/v1/feeds/episodes", [("content-length", "1000")])
                try await line.piece("a,b\n")
                try? await line.waitForClose()
            }
            for _ in 0..<50 where !gateway.runs.state.withLock({ $0.runs.isEmpty }) {
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(gateway.runs.state.withLock { $0.runs.isEmpty })
        }
    }

    @Test func `too many headers and bytes that are no request are told`() async throws {
        try await Gateway.run(fixed: World.police) { gateway in
            let many = (0..<150).map { ("x-\($0)", "v") }
            let reply = try await gateway.ask(.GET, "/healthz", headers: many)
            #expect(reply.status == 431)
            #expect(reply.code == "request.headers-too-large")
            let long = try await gateway.ask(.GET, "/healthz", headers: [("x", String(repeating: "v", count: 9_000))])
            #expect(long.status == 431)
            for text in [
                "GET /health z HTTP/1.1\r\n\r\n", "\u{1}\u{2}nonsense\r\n\r\n",
                "POST / HTTP/1.1\r\ncontent-length: x\r\n\r\n",
            ] {
                let answer = try await Line.say(text, to: gateway.door)
                #expect(answer.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
                #expect(answer.contains("\"code\":\"request.malformed\""))
            }
        }
    }

    @Test func `a client that asks first is told to go on, or refused before it sends`() async throws {
        try await Gateway.run(fixed: World.police) { gateway in
            let event = World.event()
            try await gateway.connect { line in
                try await line.begin(
                    .POST,
                    "/v1/messages",
                    [Self.structured, ("content-length", "\(event.utf8.count)"), ("expect", "100-continue")]
                )
                try await line.piece(event)
                try await line.end()
                let reply = try await line.reply()
                #expect(reply.status == 202)
            }
            try await gateway.connect { line in
                try await line.begin(
                    .POST,
                    "/v1/nothing",
                    [Self.json, ("content-length", "9000000"), ("expect", "100-continue")]
                )
                let reply = try await line.reply()
                #expect(reply.status == 404)
            }
        }
    }

    @Test func `a refused request with a body leaves the connection good for the next`() async throws {
        try await Gateway.run(fixed: World.police) { gateway in
            try await gateway.connect { line in
                let refused = try await line.ask(.POST, "/v1/nothing", "{}", headers: [Self.json])
                #expect(refused.status == 404)
                let next = try await line.ask(.GET, "/healthz")
                #expect(next.status == 200)
            }
        }
    }

    @Test func `requests sent at once are answered in order`() async throws {
        try await Gateway.run(fixed: World.police) { gateway in
            try await gateway.connect { line in
                let paths = ["/healthz", "/v1/nothing", "/v1/contracts", "/readyz"]
                for path in paths {
                    try await line.begin(.GET, path)
                    try await line.end()
                }
                var statuses: [Int] = []
                for _ in paths { statuses.append(try await line.reply().status) }
                #expect(statuses == [200, 404, 200, 200])
            }
        }
    }

    @Test func `thousands of requests sent at once on one connection are answered in order`() async throws {
        try await Gateway.run(fixed: World.police) { gateway in
            try await gateway.connect { line in
                let paths = (0..<3_000).map { $0 % 7 == 3 ? "/healthz" : "/v1/nothing" }
                let pen = line.pen
                async let writing: Void = {
                    for path in paths { try? await pen.bare(path) }
                }()
                var statuses: [Int] = []
                for _ in paths { statuses.append(try await line.reply().status) }
                await writing
                #expect(statuses == paths.map { $0 == "/healthz" ? 200 : 404 })
            }
        }
    }

    @Test func `what has begun is answered when the door stops`() async throws {
        try await Gateway.run(fixed: World.police) { gateway in
            gateway.store.state.withLock { $0.pause = .milliseconds(500) }
            async let answered = gateway.send(World.event())
            await gateway.until { gateway.store.state.withLock { $0.inFlight } == 1 }
            await gateway.stop()
            let reply = try await answered
            #expect(reply.status == 202)
            #expect(reply.headers.first(name: "connection") == "close")
            await #expect(throws: (any Error).self) { try await gateway.ask(.GET, "/healthz") }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import Exchange
import Intake
import NIOHTTP1
import Synchronization
import Testing

struct MessageTests {
    @Test func `an event is accepted and its answer names recipient, clause, what is withheld, delivery and receipt`()
        async throws
    {
        try await Gateway.run { gateway in
            let reply = try await gateway.send(World.event())
            #expect(reply.status == 202)
            #expect(reply.contentType == "application/json")
            #expect(reply.headers.first(name: "location") == "/v1/messages/\(World.id(1))")
            #expect(reply.headers.first(name: "date") == "Sat, 21 Nov 2026 09:00:00 GMT")
            #expect(reply.value("/status") == "accepted")
            #expect(reply.value("/id") == World.id(1))
            #expect(reply.value("/repeated") == nil)
            #expect(reply.value("/recipients/0/recipient") == "services")
            #expect(reply.value("/recipients/0/via") == "named")
            #expect(reply.value("/recipients/0/clause") == "pact@1#to-services")
            #expect(reply.value("/recipients/0/purpose") == "safeguarding:missing")
            #expect(reply.value("/recipients/0/withholds/0") == "/note")
            let kept = try #require(gateway.store.state.withLock { $0.kept.first })
            #expect(reply.value("/recipients/0/delivery") == kept.submission.deliveries[0].id.description)
            #expect(reply.value("/message") == kept.submission.message.description)
            #expect(reply.value("/receipt/receipt/entry/event") == World.id(1))
            #expect(reply.value("/receipt/proof/signature")?.utf8.count == 128)
        }
    }

    @Test func `the same event again has the same answer, marked as repeated, and changed content is a conflict`()
        async throws
    {
        try await Gateway.run { gateway in
            let first = try await gateway.send(World.event())
            let second = try await gateway.send(World.event())
            #expect(second.status == 202)
            #expect(second.value("/repeated") == "true")
            for pointer in ["/message", "/recipients", "/receipt"] {
                #expect(second.value(pointer) == first.value(pointer))
            }
            let changed = try await gateway.send(World.event(data: #"{"episodeId":"other"}"#))
            #expect(changed.status == 409)
            #expect(changed.code == "event.changed")
            #expect(gateway.store.state.withLock { $0.kept.count } == 1)
        }
    }

    @Test func `a binary event is read from its headers`() async throws {
        try await Gateway.run { gateway in
            let headers = [
                ("ce-specversion", "1.0"), ("ce-id", World.id(4)), ("ce-source", "urn:test:police"),
                ("ce-type", "test.episode.v1"),
                ("ce-time", "2026-11-21T08:59:00Z"), ("ce-recipientid", "services"),
                ("content-type", "application/json"),
                ("ce-dataschema", "https://test.example/contracts/test.episode/1.0.0/schema.json"),
            ]
            let reply = try await gateway.ask(.POST, "/v1/messages", #"{"episodeId":"e-1"}"#, headers: headers)
            #expect(reply.status == 202)
            #expect(reply.value("/id") == World.id(4))
        }
    }

    @Test func `a recipient who may not have it is told with code and mend beside one who may`() async throws {
        try await Gateway.run { gateway in
            let reply = try await gateway.send(World.event(to: "services school-b"))
            #expect(reply.status == 202)
            #expect(reply.count("/recipients") == 2)
            #expect(reply.value("/recipients/1/verdict") == "refused")
            #expect(reply.value("/recipients/1/code") == "disclosure.not-permitted")
            #expect(reply.value("/recipients/1/mend")?.isEmpty == false)
            #expect(reply.value("/recipients/1/delivery") == nil)
        }
    }

    @Test func `an event nobody may have is refused as a problem with every decision and a receipt`() async throws {
        try await Gateway.run { gateway in
            let reply = try await gateway.send(World.event(to: "school-b"))
            #expect(reply.status == 403)
            #expect(reply.isProblem)
            #expect(reply.code == "disclosure.not-permitted")
            #expect(reply.value("/mender") == "sender")
            #expect(reply.value("/recipients/0/recipient") == "school-b")
            #expect(reply.value("/receipt/receipt/entry/kind") == "refused")
            let message = try #require(reply.value("/receipt/receipt/entry/message"))
            #expect(reply.value("/instance") == "urn:uuid:\(message)")
            #expect(gateway.store.state.withLock { ($0.kept.count, $0.refusals) } == (0, 1))
            #expect(gateway.metrics.value(.refused) == 1)
        }
    }

    @Test(arguments: [
        (World.event(data: #"{"episodeId":7,"note":"\#(World.secret)"}"#), 422, "contract.violation"),
        (World.event(data: #"{"note":"\#(World.secret)"}"#), 422, "contract.violation"),
        (World.event(changes: ["source": "urn:\(World.secret)"]), 403, "source.not-yours"),
        (World.event(changes: ["dataschema": "https://\(World.secret).example/x"]), 422, "contract.unknown"),
        (World.event(changes: ["id": World.secret]), 400, "envelope.invalid"),
        (World.event(changes: ["favourite": World.secret]), 400, "envelope.unknown-attribute"),
        (World.event(changes: ["type": World.secret]), 422, "contract.type-mismatch"),
        (World.event(changes: ["purposecode": "stats", "subject": "9434765919"]), 400, "envelope.invalid"),
        (World.event(to: nil), 422, "recipient.missing"),
        (World.event(changes: ["time": "2020-01-01T00:00:00Z"]), 422, "event.too-old"),
        ("[\"\(World.secret)\"]", 400, "message.malformed"),
        ("{\"\(World.secret)\":", 400, "message.malformed"),
        ("", 400, "message.malformed"),
    ])
    func `what is wrong with an event is a problem that repeats no value`(event: String, status: Int, code: String)
        async throws
    {
        try await Gateway.run { gateway in
            let reply = try await gateway.send(event)
            #expect(reply.status == status)
            #expect(reply.code == code)
            #expect(reply.isProblem)
            // The entry in the receipt is the sender's own word and names the source it claimed.
            if reply.value("/receipt") == nil || code == "contract.violation" {
                #expect(!reply.text.contains(World.secret))
            }
            #expect(!reply.text.contains("9434765919"))
        }
    }

    @Test func `violations of the contract name pointer, rule and mend`() async throws {
        try await Gateway.run { gateway in
            let reply = try await gateway.send(World.event(data: #"{"episodeId":7}"#))
            #expect(reply.value("/errors/0/pointer") == "/episodeId")
            for member in ["rule", "detail", "mend"] { #expect(reply.value("/errors/0/\(member)")?.isEmpty == false) }
        }
    }

    @Test func `a dry run is judged and recorded and keeps nothing`() async throws {
        try await Gateway.run { gateway in
            let good = try await gateway.send(World.event(), query: "?dryRun=true")
            #expect(good.status == 200)
            #expect(good.value("/status") == "rehearsed")
            #expect(good.value("/recipients/0/clause") == "pact@1#to-services")
            #expect(good.headers.first(name: "location") == nil)
            let bad = try await gateway.send(World.event(to: "school-b"), query: "?dryRun=true")
            #expect(bad.status == 403)
            #expect(bad.value("/rehearsal") == "true")
            #expect(gateway.store.state.withLock { ($0.kept.count, $0.refusals) } == (0, 2))
            #expect(try await gateway.send(World.event(), query: "?dryRun=perhaps").code == "request.invalid")
        }
    }

    @Test(arguments: [
        (StoreFailure.Reason.full, 503, "gateway.busy"), (.unavailable, 503, "gateway.unavailable"),
        (.agencyFull, 429, "agency.busy"),
    ])
    func `what cannot be committed now is to be sent again`(reason: StoreFailure.Reason, status: Int, code: String)
        async throws
    {
        try await Gateway.run { gateway in
            gateway.store.state.withLock { $0.failure = StoreFailure(reason, "out of order") }
            let reply = try await gateway.send(World.event())
            #expect(reply.status == status)
            #expect(reply.code == code)
            #expect(reply.headers.first(name: "retry-after") == "1")
            #expect(gateway.metrics.value(.failed) == 1)
        }
    }

    @Test func `without a current book nothing is taken`() async throws {
        try await Gateway.run { gateway in
            gateway.books.isStale.withLock { $0 = true }
            let reply = try await gateway.send(World.event())
            #expect(reply.status == 503)
            #expect(reply.code == "book.stale")
            #expect(reply.headers.first(name: "retry-after") == "1")
        }
    }

    @Test func `events of one order in a batch are committed in their order, and their deliveries sort so`()
        async throws
    {
        try await Gateway.run { gateway in
            gateway.store.state.withLock { $0.pause = .milliseconds(5) }
            let events = (1...120).map { World.event($0, changes: ["orderingkey": $0 > 40 ? "child-1" : nil]) }
            let reply = try await gateway.ask(
                .POST,
                "/v1/messages",
                "[\(events.joined(separator: ","))]",
                headers: [("content-type", "application/cloudevents-batch+json")]
            )
            #expect(reply.value("/accepted") == "120")
            #expect((0..<120).allSatisfy { reply.value("/results/\($0)/id") == World.id($0 + 1) })
            let state = gateway.store.state.withLock { $0 }
            let kept = state.kept.map(\.submission)
            #expect(kept.map { $0.claim?.id } == (1...120).map { UniqueID(parsing: World.id($0)) })
            let deliveries = kept.flatMap(\.deliveries).map(\.id)
            #expect(deliveries == deliveries.sorted())
            #expect(state.mostInFlight == 50)
        }
    }

    @Test func `the events of a batch stand or fall alone and share the work`() async throws {
        try await Gateway.run { gateway in
            gateway.store.state.withLock {
                $0.poison = UniqueID(parsing: World.id(12))
                $0.pause = .milliseconds(20)
            }
            let events = [
                World.event(10), World.event(11, to: "school-b"), World.event(12), "7",
                World.event(13, changes: ["id": World.secret]),
                World.event(14),
            ]
            let reply = try await gateway.ask(
                .POST,
                "/v1/messages",
                "[\(events.joined(separator: ","))]",
                headers: [("content-type", "application/cloudevents-batch+json")]
            )
            #expect(reply.status == 200)
            #expect(reply.count("/results") == 6)
            let statuses = (0..<6).map { reply.value("/results/\($0)/status") }
            #expect(statuses == ["202", "403", "500", "400", "400", "202"])
            #expect(reply.value("/results/0/id") == World.id(10))
            #expect(reply.value("/results/0/result/status") == "accepted")
            #expect(reply.value("/results/1/result/code") == "disclosure.not-permitted")
            #expect(reply.value("/results/3/id") == nil)
            #expect(reply.value("/accepted") == "2")
            #expect(!reply.text.contains(World.secret))
            #expect(gateway.store.state.withLock { $0.mostInFlight } > 1)
        }
    }

    @Test func `a batch has bounds and an empty one is no fault`() async throws {
        try await Gateway.run { gateway in
            let type = [("content-type", "application/cloudevents-batch+json")]
            let empty = try await gateway.ask(.POST, "/v1/messages", "[]", headers: type)
            #expect(empty.status == 200)
            #expect(empty.count("/results") == 0)
            let many = "[" + Array(repeating: "{}", count: 1_001).joined(separator: ",") + "]"
            let tooMany = try await gateway.ask(.POST, "/v1/messages", many, headers: type)
            #expect(tooMany.status == 413)
            #expect(tooMany.code == "batch.too-large")
        }
    }
}

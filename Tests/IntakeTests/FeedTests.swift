// SPDX-License-Identifier: Apache-2.0

import Exchange
import Intake
import NIOHTTP1
import Synchronization
import Testing

struct FeedTests {
    @Test func `a document is streamed in, read and answered with counts and rows`() async throws {
        try await Gateway.run { gateway in
            let document = String(repeating: "line,of,text\n", count: 60_000)
            let reply = try await gateway.ask(
                .POST,
                "/v1/feeds/episodes",
                document,
                headers: [("content-type", "text/csv"), ("idempotency-key", "\"batch-1\"")]
            )
            #expect(reply.status == 200)
            #expect(reply.value("/state") == "done")
            #expect(reply.value("/document") == "batch-1")
            #expect(reply.value("/bytes") == "\(document.utf8.count)")
            #expect(reply.value("/counts/accepted") == "2")
            #expect(reply.value("/counts/refused") == "0")
            #expect(reply.count("/rows") == 3)
            #expect(reply.value("/rows/0/position") == "line 1")
            #expect(reply.value("/rows/0/verdict") == "fault")
            #expect(gateway.runs.state.withLock { $0.chunks.count } == 3)
            let run = try #require(reply.value("/run"))
            #expect(reply.headers.first(name: "location") == "/v1/feeds/runs/\(run)")
            let page = try await gateway.ask(.GET, "/v1/feeds/runs/\(run)?after=1&limit=1")
            #expect(page.count("/rows") == 1)
            #expect(page.value("/rows/0/number") == "2")
            #expect(page.value("/next") == "2")
            #expect(try await gateway.ask(.GET, "/v1/feeds/runs/\(run)", as: .services).status == 404)
            #expect(try await gateway.ask(.GET, "/v1/feeds/runs/\(run)?limit=0").code == "request.invalid")
        }
    }

    @Test func `the same document again is the same run, with other bytes a conflict`() async throws {
        try await Gateway.run { gateway in
            let key = [("idempotency-key", "batch-2")]
            let first = try await gateway.ask(.POST, "/v1/feeds/episodes", "a\n", headers: key)
            let second = try await gateway.ask(.POST, "/v1/feeds/episodes", "a\n", headers: key)
            #expect(second.value("/run") == first.value("/run"))
            #expect(second.value("/repeated") == "true")
            let changed = try await gateway.ask(.POST, "/v1/feeds/episodes", "b\n", headers: key)
            #expect(changed.status == 409)
            #expect(changed.code == "document.changed")
            let unnamed = try await gateway.ask(.POST, "/v1/feeds/episodes", "c\n")
            let again = try await gateway.ask(.POST, "/v1/feeds/episodes", "c\n")
            #expect(again.value("/run") == unnamed.value("/run"))
        }
    }

    @Test func `a document not read in time is accepted and can be asked about`() async throws {
        try await Gateway.run { gateway in
            gateway.runs.state.withLock { $0.endsAtOnce = false }
            let reply = try await gateway.ask(.POST, "/v1/feeds/episodes?wait=0", "a\n")
            #expect(reply.status == 202)
            #expect(reply.value("/state") == "queued")
            let run = try #require(reply.value("/run"))
            #expect(try await gateway.ask(.GET, "/v1/feeds/runs/\(run)").status == 200)
            let preferred = try await gateway.ask(
                .POST,
                "/v1/feeds/episodes",
                "b\n",
                headers: [("prefer", "respond-async, wait=1")]
            )
            #expect(preferred.status == 202)
        }
    }

    @Test func `a feed that is not the client's is not there`() async throws {
        try await Gateway.run { gateway in
            for feed in ["elsewhere", "nothing"] {
                let reply = try await gateway.ask(.POST, "/v1/feeds/\(feed)", "a\n")
                #expect(reply.status == 404)
                #expect(reply.code == "feed.unknown")
            }
            #expect(try await gateway.ask(.POST, "/v1/feeds/episodes", "a\n", as: .services).code == "feed.unknown")
            #expect(try await gateway.ask(.GET, "/v1/feeds/runs/\(World.id(1))").code == "resource.unknown")
            #expect(
                try await gateway.ask(.POST, "/v1/feeds/episodes", "a\n", headers: [("idempotency-key", "two words")])
                    .code == "request.invalid"
            )
            #expect(try await gateway.ask(.POST, "/v1/feeds/episodes?wait=99", "a\n").code == "request.invalid")
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import Exchange
import Intake
import NIOHTTP1
import Synchronization
import Testing

struct AddressTests {
    @Test func `unknown addresses and wrong methods are problems`() async throws {
        try await Gateway.run { gateway in
            for path in ["/", "/v1", "/v1/messages/a/b", "/v2/messages", "/v1//messages", "/v1/inbox/x/y", "/metrics"] {
                let reply = try await gateway.ask(.GET, path)
                #expect(reply.status == 404)
                #expect(reply.code == "path.unknown")
                #expect(reply.isProblem)
            }
            let posted = try await gateway.ask(
                .POST,
                "/v1/contracts",
                "{}",
                headers: [("content-type", "application/json")]
            )
            #expect(posted.status == 405)
            #expect(posted.code == "method.not-allowed")
            #expect(posted.headers.first(name: "allow") == "GET, HEAD")
            let fetched = try await gateway.ask(.DELETE, "/v1/messages")
            #expect(fetched.status == 405)
            #expect(fetched.headers.first(name: "allow") == "POST")
        }
    }

    @Test(arguments: [
        ("/v1/messages", "text/plain", "message.unsupported-type"),
        ("/v1/messages", "application/cloudevents+xml", "message.unsupported-type"),
        ("/v1/inbox/lease", "text/json", "request.unsupported-type"),
        ("/v1/inbox/ack", "application/xml", "request.unsupported-type"),
    ])
    func `other media types are refused`(path: String, type: String, code: String) async throws {
        try await Gateway.run { gateway in
            let reply = try await gateway.ask(.POST, path, "<x/>", headers: [("content-type", type)])
            #expect(reply.status == 415)
            #expect(reply.code == code)
            let packed = [("content-type", "application/json"), ("content-encoding", "gzip")]
            #expect(try await gateway.ask(.POST, path, "{}", headers: packed).status == 415)
        }
    }

    @Test func `HEAD has the head of GET and no body`() async throws {
        try await Gateway.run { gateway in
            let reply = try await gateway.ask(.HEAD, "/openapi.yaml")
            #expect(reply.status == 200)
            #expect(reply.bytes.isEmpty)
            #expect((reply.headers.first(name: "content-length").flatMap { Int($0) } ?? 0) > 10_000)
        }
    }

    @Test func `health is told without a certificate's agency and without details`() async throws {
        try await Gateway.run { gateway in
            #expect(try await gateway.ask(.GET, "/healthz", as: .stranger).text == "ok\n")
            #expect(try await gateway.ask(.GET, "/readyz", as: .stranger).status == 200)
            gateway.isReady.problem.withLock { $0 = "does not answer" }
            let reply = try await gateway.ask(.GET, "/readyz", as: .stranger)
            #expect(reply.status == 503)
            #expect(reply.text == "not ready\n")
        }
    }

    @Test func `the administration tells details and counts, and names no agency, client or contract`() async throws {
        try await Gateway.run { gateway in
            _ = try await gateway.send(World.event())
            _ = try await gateway.send(World.event(2, to: "school-b"))
            #expect(try await gateway.administer("/readyz").value("/checks/0/name") == "database")
            gateway.isReady.problem.withLock { $0 = "does not answer" }
            let reply = try await gateway.administer("/readyz")
            #expect(reply.status == 503)
            #expect(reply.value("/checks/0/problem") == "does not answer")
            #expect(try await gateway.administer("/healthz").status == 200)
            let metrics = try await gateway.administer("/metrics")
            #expect(metrics.contentType == "text/plain; version=0.0.4; charset=utf-8")
            #expect(metrics.text.contains("concordat_events_total{outcome=\"accepted\"} 1\n"))
            #expect(metrics.text.contains("concordat_events_total{outcome=\"refused\"} 1\n"))
            #expect(metrics.text.contains("concordat_http_answers_total{route=\"messages\",status=\"2xx\"} 1\n"))
            #expect(metrics.text.contains("concordat_http_seconds_count{route=\"messages\"} 2\n"))
            #expect(metrics.text.contains("concordat_unsealed_entries 1\n"))
            for name in ["police", "services", "school", "records", "episode"] { #expect(!metrics.text.contains(name)) }
            #expect(try await gateway.administer("/v1/messages").status == 404)
            #expect(try await gateway.administer("/metrics", .POST).status == 405)
        }
    }
}

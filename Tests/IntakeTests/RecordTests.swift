// SPDX-License-Identifier: Apache-2.0

import Exchange
import Intake
import NIOHTTP1
import Synchronization
import Testing

struct RecordTests {
    @Test func `a sender sees its message, the deliveries and, once sealed, the proof`() async throws {
        try await Gateway.run { gateway in
            let sent = try await gateway.send(World.event(to: "services school-b"))
            let path = "/v1/messages/\(World.id(1))"
            let before = try await gateway.ask(.GET, path)
            #expect(before.status == 200)
            #expect(before.value("/message") == sent.value("/message"))
            #expect(before.value("/recipients/0/clause") == "pact@1#to-services")
            #expect(before.value("/recipients/0/withholds/0") == "/note")
            #expect(before.value("/recipients/0/state") == "due")
            #expect(before.value("/recipients/0/tries/0/reason") == "busy")
            #expect(before.value("/recipients/1/code") == "disclosure.not-permitted")
            #expect(before.value("/receipt") == sent.value("/receipt"))
            #expect(before.value("/sealed") == "false")
            let early = try await gateway.ask(.GET, "\(path)/proof")
            #expect(early.status == 404)
            #expect(early.code == "proof.not-yet")
            #expect(early.headers.first(name: "retry-after") == "1")
            gateway.store.state.withLock { $0.isSealed = true }
            let after = try await gateway.ask(.GET, path)
            #expect(after.value("/sealed") == "true")
            let proof = try await gateway.ask(.GET, "\(path)/proof")
            #expect(proof.contentType?.hasPrefix("text/plain") == true)
            #expect(proof.text.hasPrefix("c2sp.org/tlog-proof@v1\n"))
            #expect(after.value("/logProof") == proof.text)
        }
    }

    @Test func `others' messages, unknown ids and other sources are not there`() async throws {
        try await Gateway.run { gateway in
            _ = try await gateway.send(World.event())
            let path = "/v1/messages/\(World.id(1))"
            #expect(try await gateway.ask(.GET, path, as: .services).code == "resource.unknown")
            #expect(try await gateway.ask(.GET, "\(path)/proof", as: .services).status == 404)
            #expect(try await gateway.ask(.GET, "/v1/messages/\(World.id(2))").status == 404)
            #expect(try await gateway.ask(.GET, "/v1/messages/nonsense").status == 404)
            #expect(try await gateway.ask(.GET, "\(path)?source=urn:test:other").status == 404)
            #expect(try await gateway.ask(.GET, "\(path)?source=urn%3Atest%3Apolice").status == 200)
        }
    }

    @Test func `the log is served with its cache rules`() async throws {
        try await Gateway.run { gateway in
            #expect(try await gateway.ask(.GET, "/checkpoint").status == 404)
            gateway.store.state.withLock { $0.isSealed = true }
            let checkpoint = try await gateway.ask(.GET, "/checkpoint")
            #expect(checkpoint.text == "log.test.example\n1\n")
            let full = try await gateway.ask(.GET, "/tile/0/x001/000")
            #expect(full.status == 200)
            #expect(full.contentType == "application/octet-stream")
            #expect(full.bytes.count == 256 * 32)
            #expect(full.headers.first(name: "cache-control")?.contains("immutable") == true)
            let partial = try await gateway.ask(.GET, "/tile/0/000.p/3")
            #expect(partial.bytes.count == 96)
            #expect(partial.headers.first(name: "cache-control")?.contains("immutable") == false)
            for path in ["/tile/1/000", "/tile/0/0", "/tile/", "/tile/0/000.p/256", "/tile/entries/000"] {
                #expect(try await gateway.ask(.GET, path).status == 404)
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import Exchange
import Intake
import NIOHTTP1
import NIOPosix
import Synchronization
import Testing

struct EntranceTests {
    @Test func `a certificate of the right authority that nobody registered is refused and the connection ends`()
        async throws
    {
        try await Gateway.run { gateway in
            try await gateway.connect(gateway.certificates.identity(.stranger)) { line in
                // Before a byte of the body is sent.
                try await line.begin(
                    .POST,
                    "/v1/messages",
                    [("content-type", "application/json"), ("content-length", "100000")]
                )
                let reply = try await line.reply()
                #expect(reply.status == 401)
                #expect(reply.code == "client.unknown")
                #expect(reply.isProblem)
                #expect(reply.headers.first(name: "connection") == "close")
                try? await line.waitForClose()
            }
        }
    }

    @Test func `a certificate registered for live is refused elsewhere, by name of what is wrong`() async throws {
        try await Gateway.run { gateway in
            gateway.books.newer.withLock { $0 = try? World.book(gateway.certificates, live: .police) }
            let refused = try await gateway.ask(.GET, "/v1/contracts")
            #expect(refused.status == 403)
            #expect(refused.code == "environment.mismatch")
            #expect(try await gateway.ask(.GET, "/v1/contracts", as: .services).status == 200)
        }
    }

    @Test func `no certificate, and one of a foreign authority, get no answer at all`() async throws {
        try await Gateway.run { gateway in
            for identity in [nil, gateway.certificates.foreign] {
                await #expect(throws: (any Error).self) {
                    try await gateway.connect(identity) { try await $0.ask(.GET, "/healthz") }
                }
            }
        }
    }

    @Test func `a client of several agencies says for which it acts`() async throws {
        try await Gateway.run { gateway in
            let unsaid = try await gateway.ask(.GET, "/v1/contracts", as: .supplier)
            #expect(unsaid.status == 400)
            #expect(unsaid.code == "request.agency-missing")
            let said = try await gateway.ask(
                .GET,
                "/v1/contracts",
                as: .supplier,
                headers: [("Concordat-Agency", "school-a")]
            )
            #expect(said.status == 200)
            for other in ["police", "services", "nobody"] {
                let refused = try await gateway.ask(
                    .GET,
                    "/v1/contracts",
                    as: .supplier,
                    headers: [("Concordat-Agency", other)]
                )
                #expect(refused.status == 403)
                #expect(refused.code == "client.not-authorised")
            }
            let twice = [("Concordat-Agency", "school-a"), ("Concordat-Agency", "school-b")]
            #expect(
                try await gateway.ask(.GET, "/v1/contracts", as: .supplier, headers: twice).code == "request.invalid"
            )
        }
    }

    @Test func `many requests travel on one connection`() async throws {
        try await Gateway.run { gateway in
            try await gateway.connect(gateway.certificates.identity(.police)) { line in
                for number in 1...20 {
                    let reply = try await line.ask(
                        .POST,
                        "/v1/messages",
                        World.event(number),
                        headers: [("content-type", "application/cloudevents+json")]
                    )
                    #expect(reply.status == 202)
                    #expect(reply.value("/id") == World.id(number))
                }
            }
        }
    }

    @Test func `a door without certificates and the administration open on loopback only`() async throws {
        try await Gateway.run(fixed: World.police) { gateway in
            #expect(try await gateway.send(World.event()).status == 202)
            let other = try await gateway.ask(.GET, "/v1/contracts", headers: [("Concordat-Agency", "services")])
            #expect(other.status == 403)
        }
        let loopback = Listener.Address.tcp(host: "127.0.0.1", port: 0)
        for host in ["0.0.0.0", "gateway.example", "::"] {
            let open = Listener.Address.tcp(host: host, port: 0)
            let unsafe = [
                Intake.Settings(door: Listener(open, .fixed(World.police))),
                Intake.Settings(door: Listener(loopback, .fixed(World.police)), administration: open),
            ]
            for settings in unsafe { #expect(throws: IntakeProblem.self) { try Gateway.open(settings) } }
        }
        for address in [Listener.Address.tcp(host: "::1", port: 0), .unix(path: "/run/concordat.sock"), loopback] {
            #expect(throws: Never.self) {
                try Gateway.open(Intake.Settings(door: Listener(address, .fixed(World.police))))
            }
        }
    }

    @Test func `certificates that cannot be read stop the door from opening`() {
        let files = Listener.Certificates(
            chain: "/nowhere/a.pem",
            key: "/nowhere/a.key",
            clientAuthorities: "/nowhere/c.pem"
        )
        let settings = Intake.Settings(door: Listener(.tcp(host: "127.0.0.1", port: 0), .mutualTLS(files)))
        #expect(throws: IntakeProblem.self) { try Gateway.open(settings) }
    }
}

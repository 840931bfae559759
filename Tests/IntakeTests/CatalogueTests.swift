// SPDX-License-Identifier: Apache-2.0

import Contracts
import Crypto
import Exchange
import Intake
import JSONSchema
import NIOHTTP1
import Synchronization
import Testing

struct CatalogueTests {
    @Test func `contracts and their schemas are shown to those they concern`() async throws {
        try await Gateway.run { gateway in
            let list = try await gateway.ask(.GET, "/v1/contracts")
            #expect(list.value("/contracts/0/id") == "test.episode@1.0.0")
            #expect(list.value("/contracts/0/type") == "test.episode.v1")
            let contract = try await gateway.ask(.GET, "/v1/contracts/test.episode/1.0.0")
            #expect(contract.value("/kind") == "DataContract")
            let schema = try await gateway.ask(.GET, "/v1/contracts/test.episode/1.0.0/schema.json")
            #expect(schema.contentType == "application/schema+json")
            #expect(schema.value("/$id") == "https://test.example/contracts/test.episode/1.0.0/schema.json")
            #expect(try await gateway.ask(.GET, "/v1/contracts/test.episode/1.0.1").status == 404)
            #expect(try await gateway.ask(.GET, "/v1/contracts/other/1.0.0/schema.json").code == "resource.unknown")
            // Its only authorisation names another contract, and it is no party.
            let outside = try await gateway.ask(
                .GET,
                "/v1/contracts",
                as: .supplier,
                headers: [("concordat-agency", "school-b")]
            )
            #expect(outside.count("/contracts") == 0)
            let path = "/v1/contracts/test.episode/1.0.0"
            #expect(
                try await gateway.ask(.GET, path, as: .supplier, headers: [("concordat-agency", "school-b")]).status
                    == 404
            )
        }
    }

    @Test func `the schema of a view is found by the address its events carry`() async throws {
        try await Gateway.run { gateway in
            _ = try await gateway.send(World.event())
            let leased = try await gateway.post("/v1/inbox/lease", "{}")
            let address = try #require(leased.value("/deliveries/0/event/dataschema"))
            let view = try #require(address.split(separator: "/").last)
            let path = "/v1/contracts/test.episode/1.0.0/views/\(view)/schema.json"
            let schema = try await gateway.ask(.GET, path, as: .services)
            #expect(schema.value("/$id") == address)
            #expect(schema.value("/properties/note") == nil)
            let elsewhere = try await gateway.ask(
                .GET,
                path,
                as: .supplier,
                headers: [("concordat-agency", "school-a")]
            )
            #expect(elsewhere.status == 404)
        }
    }

    @Test func `agreements are shown to their parties with clauses as they are worded`() async throws {
        try await Gateway.run { gateway in
            let list = try await gateway.ask(.GET, "/v1/agreements")
            #expect(list.value("/agreements/0/id") == "pact")
            let one = try await gateway.ask(
                .GET,
                "/v1/agreements/pact",
                as: .supplier,
                headers: [("concordat-agency", "school-a")]
            )
            #expect(one.value("/inForce") == "true")
            #expect(one.value("/valid/until") == "2027-08-31")
            let clause = try #require(one.value("/clauses/1"))
            let value = try JSONValue(parsing: Array(clause.utf8))
            #expect(Array(clause.utf8) == value.canonical())
            #expect(one.value("/clauses/1/to/0") == "group:schools")
            #expect(one.value("/clauses/1/match/0/recipient") == "urn")
            #expect(one.value("/clauses/1/disclose") == "whole")
            #expect(try await gateway.ask(.GET, "/v1/agreements/pact?version=2").status == 404)
            #expect(try await gateway.ask(.GET, "/v1/agreements/none").status == 404)
            let outsider = [("concordat-agency", "school-b")]
            #expect(try await gateway.ask(.GET, "/v1/agreements/pact", as: .supplier, headers: outsider).status == 404)
            #expect(
                try await gateway.ask(.GET, "/v1/agreements", as: .supplier, headers: outsider).count("/agreements")
                    == 0
            )
        }
    }

    @Test func `the terms an entry names are shown, byte for byte, to those who are bound by them`() async throws {
        try await Gateway.run { gateway in
            let book = try gateway.books.current()
            gateway.store.state.withLock { $0.terms = book.terms }
            let sent = try await gateway.send(World.event())
            let hash = try #require(sent.value("/receipt/receipt/entry/disclosures/0/clause/terms"))
            let terms = try await gateway.ask(.GET, "/v1/terms/\(hash)")
            #expect(terms.status == 200)
            #expect(terms.value("/agreement") == "pact")
            #expect(terms.value("/discloser/basis/0") != nil)
            #expect(TextCoding.hex(SHA256.hash(data: Array(terms.text.utf8))) == hash)
            #expect(try await gateway.ask(.GET, "/v1/terms/\(hash)", as: .services).status == 200)
            let outsider = [("concordat-agency", "school-b")]
            #expect(try await gateway.ask(.GET, "/v1/terms/\(hash)", as: .supplier, headers: outsider).status == 404)
            #expect(try await gateway.ask(.GET, "/v1/terms/\(hash.dropLast())").status == 404)
            #expect(try await gateway.ask(.GET, "/v1/terms/\(hash.dropLast())g").status == 404)
        }
    }

    @Test func `every address of the description is answered by the door with its own method`() async throws {
        try await Gateway.run(fixed: World.police) { gateway in
            let description = try await gateway.ask(.GET, "/openapi.yaml")
            #expect(description.contentType == "application/yaml")
            let lines = description.text.split(separator: "\n")
            var paths: [(path: String, method: String)] = []
            var path = ""
            for line in lines.prefix(while: { $0 != "components:" }) {
                if line.hasPrefix("  /") { path = String(line.dropFirst(2).dropLast()) }
                if line == "    get:" || line == "    post:" {
                    paths.append((path, line == "    get:" ? "GET" : "POST"))
                }
            }
            #expect(paths.count == 22)
            for (template, method) in paths {
                let path = template.replacing(#/\{[a-z0-9]+\}/#, with: "x")
                let wrong = try await gateway.ask(method == "GET" ? .POST : .GET, path)
                // Where the other method has an address of its own, there is nothing to refuse.
                #expect([405, 404].contains(wrong.status), "\(path)")
                let right = try await gateway.ask(method == "GET" ? .GET : .POST, path)
                #expect(right.status != 405, "\(path)")
                #expect(right.code != "path.unknown", "\(path)")
            }
        }
    }

    @Test func `the door's own codes do not clash with those of refusals`() {
        let refusals = Set(RefusalCode.allCases.map(\.rawValue))
        let shared = DoorProblem.allCases.map(\.rawValue).filter(refusals.contains)
        #expect(shared == ["message.too-large"])
        #expect(DoorProblem.allCases.allSatisfy { $0.rawValue.wholeMatch(of: #/[a-z]+\.[a-z-]+/#) != nil })
    }
}

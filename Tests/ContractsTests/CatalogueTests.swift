// SPDX-License-Identifier: Apache-2.0

import Contracts
import Foundation
import JSONSchema
import Testing

struct CatalogueTests {
    private func version(_ version: String, of text: String = Samples.episode) throws -> String {
        let address = try Samples.edit(text, "example-episode/1.0.0'", "example-episode/\(version)'")
        let messageType = ".v\(version.prefix(1))"
        return try Samples.edit(
            Samples.edit(address, "version: '1.0.0'", "version: '\(version)'"),
            "example-episode.v1",
            "example-episode" + messageType
        )
    }

    @Test func `contracts are found by version, minor and address`() throws {
        let contracts = try ["1.0.0", "1.2.0", "1.2.3", "2.0.0"].map { try Samples.contract(version($0)) }
        let catalogue = try Catalogue(contracts: contracts.reversed())
        #expect(catalogue.all.map(\.id.version) == ["1.0.0", "1.2.0", "1.2.3", "2.0.0"])
        let id = try #require(ContractID(parsing: "police.example-episode@1.2.0"))
        #expect(catalogue[id]?.id == id)
        #expect(catalogue.resolve("police.example-episode", major: 1, minor: 2)?.id.version == "1.2.3")
        let reviewed = try #require(ContractMinor(parsing: "police.example-episode@1.2"))
        #expect(catalogue.resolve(reviewed)?.id.version == "1.2.3")
        #expect(catalogue.resolve("police.example-episode", major: 1, minor: 3) == nil)
        #expect(catalogue.contract(dataschema: contracts[3].dataschema)?.id.major == 2)
        #expect(catalogue.contract(dataschema: "https://concordat.example/x") == nil)
    }

    @Test func `contracts that cannot stand side by side are refused`() throws {
        let one = try Samples.contract(Samples.episode)
        #expect(throws: Catalogue.Clash.self) { try Catalogue(contracts: [one, one]) }
        let other = try Samples.contract(
            Samples.minimal(property: "        - {name: a, logicalType: string}").replacing(
                "test.small.v1",
                with: one.messageType
            )
        )
        #expect(throws: Catalogue.Clash.self) { try Catalogue(contracts: [one, other]) }
    }

    @Test(arguments: [
        "a@1.2.3", "police.missing-episode@10.0.0", "uk.northshire.attendance.mark@1.0.0",
    ])
    func `ids are read and written alike`(_ text: String) { #expect(ContractID(parsing: text)?.description == text) }

    @Test(arguments: [
        "a@1.2", "a@1.2.3.4", "a@01.2.3", "A@1.2.3", "a..b@1.0.0", "a@1.2.x", "@1.2.3", "a", "a@-1.0.0", "a-@1.0.0",
        "a@1.0.0@2.0.0",
    ])
    func `what is no id is refused`(_ text: String) { #expect(ContractID(parsing: text) == nil) }

    @Test func `a directory of contracts is loaded with the problems of its files`() throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "contracts-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        func write(_ text: String, _ path: String) throws {
            let file = directory.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        try write(Samples.episode, "police/example-episode/1.odcs.yaml")
        try write(Samples.mark, "schools/mark/2.odcs.yaml")
        try write("a: [", "health/broken/1.odcs.yaml")
        try write("not a contract", "README.md")
        let loaded = try Catalogue.load(directory: directory.path)
        #expect(loaded.contracts.map(\.id.name) == ["police.example-episode"])
        #expect(loaded.problems.count == 2)
        #expect(loaded.problems.first?.file.hasSuffix("health/broken/1.odcs.yaml") == true)
        #expect(loaded.problems.last?.key == "/version")
        #expect(throws: Catalogue.Unreadable.self) { try Catalogue.load(directory: directory.path + "/absent") }
    }
}

// SPDX-License-Identifier: Apache-2.0

import Contracts
import Foundation
import JSONSchema
import Testing

@Suite struct SampleTests {
    private static let contracts = Result {
        try Catalogue.load(directory: Checkout.root.appending(path: "contracts").path).contracts
            + (try PropertySamples.all().map(\.0))
    }

    @Test(arguments: [false, true]) func `every contract has documents that satisfy it`(isFull: Bool) throws {
        for contract in try Self.contracts.get() {
            let document = try #require(contract.sampleDocument(isFull: isFull), "\(contract.id)")
            let verdict = contract.validate(try JSONDocument(document.serialised()).root)
            #expect(verdict.errors == [], "\(contract.id)")
            #expect(contract.sampleDocument(isFull: isFull) == document, "the same every time")
        }
    }

    @Test func `a full document holds more than a minimal one`() throws {
        for contract in try Self.contracts.get() {
            let minimal = try #require(contract.sampleDocument(isFull: false)).serialised().count
            let full = try #require(contract.sampleDocument(isFull: true)).serialised().count
            #expect(full >= minimal, "\(contract.id)")
        }
    }

    @Test func `no version of the checkout's contracts differs from itself`() throws {
        for contract in try Self.contracts.get() {
            #expect(ContractComparison(old: contract, new: contract).changes.map(\.words) == [], "\(contract.id)")
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import Contracts
import Foundation
import JSONSchema
import Testing

@Suite struct SampleTests {
    private static let checkout = Result {
        try Catalogue.load(directory: Checkout.root.appending(path: "contracts").path).contracts
    }

    /// The contracts of the day in Northshire, and those made for tests.
    ///
    /// The generator does not yet find its way through every rule of the others; there a comparison tries the examples beside the contract,
    /// and says that it could not decide where they show nothing either.
    private static let contracts = Result {
        let names: Set<String> = [
            "gateway.record-held", "health.early-help-referral", "police.child-charge-notification",
            "police.missing-episode",
            "schools.suspension-notification", "virtual-school.absence-alert", "virtual-school.daily-attendance",
        ]
        return try checkout.get().filter { names.contains($0.id.name) } + (try PropertySamples.all().map(\.0))
    }

    @Test(arguments: [false, true]) func `a contract has documents that satisfy it`(isFull: Bool) throws {
        for contract in try Self.contracts.get() {
            let id = contract.id.description
            let found = contract.sampleDocument(isFull: isFull)
            let document = try #require(found, "\(id)")
            let verdict = contract.validate(try JSONDocument(document.serialised()).root)
            #expect(verdict.errors == [], "\(id)")
            let again = contract.sampleDocument(isFull: isFull)
            #expect(again == document, "the same every time")
        }
    }

    @Test func `a full document holds more than a minimal one`() throws {
        for contract in try Self.contracts.get() {
            let id = contract.id.description
            let minimal = contract.sampleDocument(isFull: false)?.serialised().count ?? 0
            let full = contract.sampleDocument(isFull: true)?.serialised().count ?? 0
            #expect(full >= minimal && minimal > 0, "\(id)")
        }
    }

    @Test func `no version of the checkout's contracts differs from itself`() throws {
        for contract in try Self.checkout.get() {
            let words = ContractComparison(old: contract, new: contract).changes.map(\.words)
            #expect(words == [], "\(contract.id.description)")
        }
    }
}

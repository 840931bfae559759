// SPDX-License-Identifier: Apache-2.0

import Contracts
import Foundation
import Testing

/// The classification of what the contracts hold: said of every field, so that nobody has to guess it.
@Suite struct ClassificationTests {
    /// Fields that hold no others and have no classification, neither their own nor that of what they stand in.
    private static func unclassified(_ contract: Contract) -> [ContractField] {
        let holders = Set(contract.fields.map { FieldPattern(Array($0.pointer.tokens.dropLast())) })
        return contract.fields.filter { $0.classification == nil && !holders.contains($0.pointer) }
    }

    @Test func `every field of every contract is classified`() throws {
        let contracts = try Catalogue.load(directory: Checkout.root.appending(path: "contracts").path).contracts
        #expect(!contracts.isEmpty)
        let missing = contracts.flatMap { contract in
            Self.unclassified(contract).map { "\(contract.id) \($0.pointer)" }
        }
        #expect(missing == [])
    }
}

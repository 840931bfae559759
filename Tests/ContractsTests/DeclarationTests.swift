// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSONSchema
import Testing

@testable import Contracts

/// What every contract says of its messages: whom they are about, and what in them may tell where someone is.
@Suite struct DeclarationTests {
    private static let contracts = Result {
        try Catalogue.load(directory: Checkout.root.appending(path: "contracts").path).contracts
    }

    /// The fields by which the shape of a person identifies, beside its list of identifiers.
    private static let identifying: Set<String> = ["nhsNumber", "upn", "laChildId", "nationalChildId"]

    /// The fields of an address, as the shape of a location names them.
    private static let address: Set<String> = ["lines", "town", "county", "postcode", "uprn"]

    /// Long texts that tell of nobody's life, each with the reason why it leaves although an address is restricted.
    private static let plainTexts: [String: String] = [
        "gateway.record-held /holder/name": "the agency's name in the directory",
        "gateway.record-held /contact": "the agency's contact in the directory",
        "health.early-help-referral /carers/*/relationship/text": "the words of a code, such as mother",
        "police.child-charge-notification /child/languageNeeds": "a language or an aid, which any recipient must heed",
        "police.child-charge-notification /offences/*/legislation": "the act and section of an offence",
    ]

    /// The fields of all contracts for which the test holds, as contract and pointer.
    private static func fields(_ holds: (Contract, ContractField) -> Bool) throws -> Set<String> {
        let found = try contracts.get().flatMap { contract in
            contract.fields.filter { holds(contract, $0) }.map { "\(contract.id.name) \($0.pointer)" }
        }
        return Set(found)
    }

    private static func identifiesPerson(_ pointer: FieldPattern) -> Bool {
        identifying.contains(pointer.tokens.last ?? "") || pointer.tokens.suffix(3) == ["identifiers", "*", "value"]
    }

    /// A text without a form of its own, long enough to hold a sentence about someone.
    private static func isFreeText(_ shape: Shape) -> Bool {
        guard shape.kind == .string, shape.codes.isEmpty,
            !shape.constraints.contains(where: { ["pattern", "format"].contains($0.name) })
        else { return false }
        return shape.constraints.first { $0.name == "maxLength" }?.value.asInteger ?? .max > 200
    }

    @Test func `every contract declares a subject by whose identifiers its messages are found again`() throws {
        for contract in try Self.contracts.get() {
            #expect(contract.subjects.contains { !$0.identifiers.isEmpty }, "\(contract.id)")
        }
    }

    @Test func `whatever identifies a person is declared as an identifier of a subject`() throws {
        let undeclared = try Self.fields { contract, field in
            Self.identifiesPerson(field.pointer)
                && !contract.subjects.contains { subject in
                    subject.identifiers.contains { subject.pointer.appending($0.pointer) == field.pointer }
                }
        }
        #expect(undeclared == [])
    }

    @Test func `every address is marked as a location`() throws {
        let unmarked = try Self.fields { _, field in
            Self.address.contains(field.pointer.tokens.last ?? "") && !field.isLocation
        }
        #expect(unmarked == [])
    }

    @Test func `every long free text is marked as narrative, but for those that tell of nobody`() throws {
        let unmarked = try Self.fields { contract, field in
            // Whoever receives a record must keep to the conditions of its handling, so they always leave with it.
            guard !field.isNarrative, !field.isLocation, field.pointer.tokens.suffix(2) != ["handling", "conditions"],
                let shape = contract.shape.descendant(field.pointer.tokens)
            else { return false }
            return Self.isFreeText(shape)
        }
        #expect(unmarked == Set(Self.plainTexts.keys))
    }
}

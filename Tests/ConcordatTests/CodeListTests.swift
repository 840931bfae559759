// SPDX-License-Identifier: Apache-2.0

import Contracts
import Testing

@testable import Schools
@testable import VirtualSchool
@testable import concordat

/// Adapters import no contracts, so what they say of ended codes is held against the book's lists here.
@Suite struct `Code lists and adapters` {
    private let lists: CodeLists

    init() throws { lists = try Catalogue.load(directory: Checkout.root + "/contracts").lists }

    @Test func `the attendance adapter names the list's replacement from the day after a code ended`() throws {
        let list = try #require(lists["dfe-attendance-codes"])
        for entry in list.entries {
            let mend = MarkRules.replacement(entry.value)
            #expect((mend != nil) == (entry.validTo != nil), "\(entry.value)")
            guard let mend else { continue }
            for code in [entry.replacedBy.first, entry.replacedBy.last] {
                #expect(mend.contains(try #require(code)), "\(entry.value)")
            }
            #expect(entry.validTo == "2024-08-18" && MarkRules.withdrawal == "2024-08-19")
        }
    }

    @Test func `the suspension adapter writes the list's category for one that has ended`() throws {
        let list = try #require(lists["dfe-exclusion-categories"])
        let ended = list.entries.filter { $0.validTo != nil }
        #expect(SuspensionRow.retiredCategories.count == ended.count)
        for entry in ended {
            let today = try #require(SuspensionRow.retiredCategories[entry.value])
            #expect(entry.replacedBy == [today])
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import AdapterKit
import Police
import Testing

struct AgeTests {
    /// Born on the day given, charged on 19 and 20 November 2026, sent on 20 November 2026.
    private func first(born: String, charged: String = "2026-11-19") throws -> Item {
        var bytes = try Documents.sample("new-case.xml")
        bytes = NewCaseTests.replacing("2010-06-17", with: born, in: bytes)
        bytes = NewCaseTests.replacing("&gt;2026-11-19&lt;", with: "&gt;\(charged)&lt;", in: bytes)
        return try #require(try Documents.items(bytes).first)
    }

    private func isDraft(_ item: Item) -> Bool {
        if case .draft = item { true } else { false }
    }

    private func rule(_ item: Item) -> String? {
        if case .fault(let fault) = item { fault.rule } else { nil }
    }

    @Test func `the day before the eighteenth birthday is a child's, the birthday an adult's`() throws {
        #expect(isDraft(try first(born: "2008-11-20")))
        #expect(!isDraft(try first(born: "2008-11-19")))
        #expect(rule(try first(born: "2008-11-19")) == nil)
    }

    @Test func `one born on a leap day comes of age on the first of March`() throws {
        #expect(isDraft(try first(born: "2008-02-29", charged: "2026-02-28")))
        #expect(!isDraft(try first(born: "2008-02-29", charged: "2026-03-01")))
    }

    @Test func `a child charged before turning eighteen stays a child's case`() throws {
        #expect(isDraft(try first(born: "2008-10-01", charged: "2026-09-30")))
    }

    @Test func `a charge date that cannot be right does not make an adult of a child or a child of an adult`() throws {
        #expect(isDraft(try first(born: "2010-06-17", charged: "2099-01-01")))
        #expect(!isDraft(try first(born: "1980-06-17", charged: "1979-01-01")))
    }

    @Test(arguments: ["2010-02-30", "17/06/2010", "2027-01-01", " ", "201O-06-17"])
    func `an age that cannot be told is a fault and never an adult`(born: String) throws {
        #expect(rule(try first(born: born)) == "police.spi.birth-date")
    }
}

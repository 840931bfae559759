// SPDX-License-Identifier: Apache-2.0

import JSONSchema
import Testing

@Suite struct PatternWitnessTests {
    @Test(arguments: ["^[0-9]{10}$", "^[A-HJ-NP-RT-Z][0-9]{11}[0-9A-Z]$", "a|b+c", "^(ab)*$", "x", "^\\w+@\\w+$"])
    func `a witness matches`(_ source: String) throws {
        let pattern = try Pattern(source)
        let text = try #require(Pattern.witness(matching: pattern))
        #expect(pattern.matches(text))
        #expect(Pattern.witness(matching: pattern) == text)
    }

    @Test func `a witness keeps the length asked for`() throws {
        let pattern = try Pattern("^[a-z]+$")
        #expect(Pattern.witness(matching: pattern, length: 7...9)?.count == 7)
        #expect(Pattern.witness(matching: try Pattern("^a{3}$"), length: 4...9) == nil)
    }

    @Test func `one pattern within another is told from one that is not`() throws {
        let narrow = try Pattern("^[A-F][0-9]{2}$"), wide = try Pattern("^[A-Z][0-9]{2,3}$")
        #expect(narrow.isCertainlyWithin(wide))
        #expect(!wide.isCertainlyWithin(narrow))
        let text = try #require(Pattern.witness(matching: wide, refusing: narrow))
        #expect(wide.matches(text) && !narrow.matches(text))
        #expect(Pattern.witness(matching: narrow, refusing: wide) == nil)
        #expect(try Pattern("^[0-9]{2}$").isCertainlyWithin(try Pattern("^[0-9][0-9]$")))
    }
}

// SPDX-License-Identifier: Apache-2.0

import JSONSchema
import Testing

@Suite struct PatternTests {
    @Test(arguments: [
        ("^[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}$", ["SW1A 1AA", "M11AE"], ["sw1a 1aa", "SW1A 1AA\n", "X"]),
        ("b", ["abc", "b"], ["", "ac"]), ("", ["", "x"], []), ("^$", [""], ["\n", "a"]),
        ("^a{2,3}$", ["aa", "aaa"], ["a", "aaaa"]), ("^(ab|cd)+?$", ["ab", "cdab"], ["", "abc"]),
        ("^a{0}b{2,}$", ["bb", "bbbb"], ["b", "abb"]), ("^.$", ["\u{1F600}", "é"], ["", "\n", "ab", "\u{2028}"]),
        ("\\bcat\\b", ["a cat.", "cat"], ["cats", "concat"]), ("\\Bat", ["cat"], ["at", "a at"]),
        ("^\\p{Lu}\\p{Ll}+$", ["Éva", "Ab"], ["éva", "A", "A1"]), ("^\\P{L}$", ["1"], ["a"]),
        ("^[^\\d\\s]+$", ["ab-é"], ["a1", "a b", "a\u{FEFF}"]),
        ("^\\u{1F600}\\uD83D\\uDE00\\x41\\cJ$", ["😀😀A\n"], ["😀A"]),
        ("^(?:a|b)(?<n>c)$", ["ac", "bc"], ["c"]), ("[]", [], ["", "a"]), ("^[^]$", ["\n", "a"], [""]),
        ("^[\\w.-]+@[a-z]+\\.example$", ["a.b-c@d.example"], ["a b@d.example"]),
        ("a$|^b", ["ca", "bc"], ["ac", "cb"]),
        ("^(a*)*$", ["", "aaa"], ["b"]), ("(^a|b$)c?", ["ac", "b"], ["cb c"]),
    ])
    func `an expression matches what ECMA-262 says`(source: String, good: [String], bad: [String]) throws {
        let pattern = try Pattern(source)
        for text in good { #expect(pattern.matches(text), "\(source) on \(text)") }
        for text in bad { #expect(!pattern.matches(text), "\(source) on \(text)") }
    }

    @Test(arguments: [
        "(a)\\1", "(?=a)", "(?!a)b", "(?<=a)b", "(?<!a)b", "(?<n>a)\\k<n>", "\\p{Script=Greek}", "(a{900}){900}",
    ])
    func `what no automaton can run is refused as unsupported`(source: String) {
        let error = #expect(throws: PatternError.self) { try Pattern(source) }
        #expect(error?.isUnsupported == true)
    }

    @Test(arguments: [
        "(", ")", "[a", "a{2,1}", "*a", "a**", "\\", "\\a", "\\Z", "[b-a]", "[\\d-z]", "\\p{Nope}", "(?P<n>a)", "\\1",
        "{", "\\u{110000}",
    ])
    func `a broken expression is refused`(source: String) {
        let error = #expect(throws: PatternError.self) { try Pattern(source) }
        #expect(error?.isUnsupported == false)
    }

    @Test func `an expression that would backtrack for ever is answered at once`() throws {
        let text = String(repeating: "a", count: 20_000) + "!"
        #expect(try !Pattern("(a+)+$").matches(text))
        #expect(try !Pattern("^(a|a)*b$").matches(text))
    }

    @Test func `an expression too large for a table still runs`() throws {
        let pattern = try Pattern("^(?:.*a.{14}b|é{3000})$")
        #expect(pattern.matches("xxa" + String(repeating: "c", count: 14) + "b"))
        #expect(!pattern.matches("xxa" + String(repeating: "c", count: 13) + "b"))
        #expect(pattern.matches(String(repeating: "é", count: 3000)))
    }
}

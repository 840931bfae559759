// SPDX-License-Identifier: Apache-2.0

import JSONSchema
import Testing

struct TextFormTests {
    @Test func `a form holds for the whole text, and for nothing when it does not compile`() {
        let form = TextForm("[a-z]+|[0-9]{2}")
        for text in ["a", "abc", "12"] { #expect(form.holds(for: text), "\(text)") }
        for text in ["", "1", "123", "a1", "abc\n", "\nabc", "Abc", "é"] { #expect(!form.holds(for: text), "\(text)") }
        #expect(!TextForm("[a-z").holds(for: "a"))
    }

    @Test func `words are joined by what joins them, once`() {
        for text in ["a", "a1", "looked-after", "a-b-c"] {
            #expect(TextForm.hyphenatedWords.holds(for: text), "\(text)")
        }
        for text in ["", "-a", "a-", "a--b", "1a", "a.b", "A"] {
            #expect(!TextForm.hyphenatedWords.holds(for: text), "\(text)")
        }
        for text in ["police.missing-episode", "a.b-c"] { #expect(TextForm.dottedWords.holds(for: text), "\(text)") }
        for text in ["a..b", ".a", "a.-b", "a_b"] { #expect(!TextForm.dottedWords.holds(for: text), "\(text)") }
    }
}

// SPDX-License-Identifier: Apache-2.0

import JSONSchema
import Testing

@Suite struct FormatTests {
    @Test(arguments: [
        ("date", "2024-02-29", true), ("date", "2023-02-29", false), ("date-time", "2016-12-31T23:59:60Z", true),
        ("date-time", "2016-12-31T22:59:60Z", false), ("date-time", "2024-01-01T10:00:00", false),
        ("time", "00:29:60+00:30", true), ("time", "1:00:00Z", false), ("duration", "P1Y2D", false),
        ("duration", "PT5M", true), ("email", "a.b@school.example", true), ("email", "a@b@school.example", false),
        ("hostname", "a_b.example", false), ("hostname", "xn--zca29lwxobi7a", true), ("ipv4", "01.2.3.4", false),
        ("ipv6", "::ffff:10.0.0.1", true), ("ipv6", ":::1", false), ("uri", "urn:example:a", true),
        ("uri", "a/b", false),
        ("uri-reference", "../a?b#c", true), ("uri-template", "/a/{b", false),
        ("uuid", "00000000-0000-0000-0000-000000000000", true),
        ("json-pointer", "/a~", false), ("relative-json-pointer", "1/a", true), ("regex", "(?=a)", true),
        ("regex", "[", false), ("hostname", "xn---9uc", false), ("hostname", "xn--0ca24w", false),
        ("idn-hostname", "実例.example", true), ("idn-hostname", "a\u{3002}b", true),
        ("idn-hostname", "Ａ.example", false),
        ("idn-hostname", "0a.\u{5D0}", false), ("idn-hostname", "\u{5D0}1.a", true),
        ("idn-hostname", "\u{64A}\u{200C}\u{628}", true), ("idn-hostname", "\u{627}\u{200C}\u{628}", false),
        ("idn-email", "δοκιμή@例え.example", true), ("email", "δοκιμή@school.example", false),
        ("idn-email", "a b@school.example", false), ("iri", "http://例え.example/é?\u{E000}", true),
        ("iri", "http://例え.example/\u{E000}", false), ("iri", "http://a/\u{FFFF}", false),
        ("uri", "http://例え.example/", false), ("iri-reference", "é#ü", true), ("iri-reference", "é \u{FC}", false),
    ])
    func `a format accepts and refuses`(name: String, text: String, expected: Bool) {
        #expect(Format.check(name, Array(text.utf8)[...]) == expected)
    }

    @Test func `unknown formats have no answer`() {
        #expect(Format.check("nonsense", Array("a".utf8)[...]) == nil)
    }

    @Test func `formats are checked only when asked for`() throws {
        let text = #"{"format":"date"}"#
        let node = try parse(#""yesterday""#)
        #expect(try schema(text).isValid(node))
        #expect(try schema(text, formats: true).validate(node).map(\.keyword) == ["format"])
    }
}

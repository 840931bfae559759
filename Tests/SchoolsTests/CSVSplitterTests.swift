// SPDX-License-Identifier: Apache-2.0

import AdapterKit
import Testing

@Suite struct `Splitting comma-separated text` {
    static func rows(_ text: String) -> [String] {
        rows(Array(text.utf8))
    }

    /// Each row as its line and fields, or its mistake; the text is handed over byte by byte.
    static func rows(_ bytes: [UInt8]) -> [String] {
        var splitter = CSVSplitter()
        let rows = bytes.indices.flatMap { splitter.consume(bytes[$0...$0]) } + splitter.finish()
        return rows.map { row in
            switch row.fields {
            case .success(let fields): "\(row.line): \(fields.joined(separator: "|"))"
            case .failure(let mistake): "\(row.line): \(mistake)"
            }
        }
    }

    @Test(arguments: [
        ("a,b\nc,d\n", ["1: a|b", "2: c|d"]),
        ("a,b\r\nc,d", ["1: a|b", "2: c|d"]),
        ("\u{FEFF}a,b\n", ["1: a|b"]),
        ("\u{FEFF}\"a\",b\r\n", ["1: a|b"]),
        ("a,\"b,\"\"c\"\"\r\nd\"\r\ne\n", ["1: a|b,\"c\"\r\nd", "3: e"]),
        ("a,,\n\n\r\n,b\n", ["1: a||", "4: |b"]),
        ("\"\",\"\"\n", ["1: |"]),
        ("", []),
        ("\n\n", []),
    ])
    func `rows are split as RFC 4180 has it`(text: String, rows: [String]) {
        #expect(Self.rows(text) == rows)
    }

    @Test(arguments: [
        ("a\nb\"c,d\ne\n", ["1: a", "2: strayQuote", "3: e"]),
        ("\"a\"b,c\nd\n", ["1: strayQuote", "2: d"]),
        ("\"a\"\rb\nd\n", ["1: strayQuote", "2: d"]),
        ("a\n\"b\nc\nd", ["1: a", "2: unclosedQuote", "3: c", "4: d"]),
        ("\"a\nb,\"c\",d\ne\n", ["1: strayQuote", "2: b|c|d", "3: e"]),
    ])
    func `a mistake costs its own line and no other`(text: String, rows: [String]) {
        #expect(Self.rows(text) == rows)
    }

    @Test func `bytes that are not UTF-8 cost their row only`() {
        #expect(Self.rows(Array("a\n".utf8) + [0xE9, 0x0A] + Array("b\n".utf8)) == ["1: a", "2: notUTF8", "3: b"])
        #expect(Self.rows([0xEF, 0xBB]) == ["1: notUTF8"])
    }

    @Test func `a row past the bound is a mistake and reading goes on after it`() {
        let longest = String(repeating: "x", count: CSVSplitter.longestRow)
        #expect(Self.rows("\(longest)x\na\n").map { $0.prefix(10) } == ["1: tooLong", "2: a"])
        #expect(Self.rows("\(longest)\na\n").map { $0.prefix(10) } == ["1: xxxxxxx", "2: a"])
    }

    @Test func `a quote left open does not swallow the rows after it`() {
        let rows = (1...20_000).map { "row \($0),x\n" }.joined()
        let found = Self.rows("a,\"open\n" + rows)
        #expect(found.count == 20_001)
        #expect(found.first == "1: tooLong")
        #expect(found.last == "20001: row 20000|x")
    }

    @Test func `a written row reads back as it was`() {
        let fields = ["plain", "with, comma", "with \"quotes\"", "two\nlines", "", " spaced "]
        var splitter = CSVSplitter()
        #expect(splitter.consume(Array(CSVSplitter.row(fields).utf8)[...]).map { try? $0.fields.get() } == [fields])
    }

    @Test func `columns are found by name in any order and letter case`() {
        let header = CSVSplitter.Header([" StartDate", "URN ", "other", "urn"])
        #expect(header.value("startdate", in: [" 2024 ", "1", "2", "3"]) == "2024")
        #expect(header.has("other") && !header.has("date"))
        #expect(header.repeated == ["urn"])
        #expect(header.value("startdate", in: ["  "]) == nil)
    }
}

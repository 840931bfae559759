// SPDX-License-Identifier: Apache-2.0

import AdapterKit
import Police
import Testing

struct HostileXMLTests {
    private func rule(_ text: String, settings: Value = .object([])) throws -> String? {
        let items = try Documents.items(Array(text.utf8), settings: settings)
        guard items.count == 1, case .fault(let fault) = items[0] else { return nil }
        return fault.rule
    }

    private func routed(_ inner: String) -> String {
        let escaped = inner.split(separator: "&", omittingEmptySubsequences: false).joined(separator: "&amp;")
            .split(separator: "<", omittingEmptySubsequences: false).joined(separator: "&lt;")
        return "<RouteData><DataStream><DataStreamContent>\(escaped)</DataStreamContent></DataStream></RouteData>"
    }

    @Test func `a document type is refused, outside and inside`() throws {
        let bomb = "<!DOCTYPE a [<!ENTITY b \"c\">]><NewCaseMessage>&b;</NewCaseMessage>"
        #expect(try rule(bomb) == "police.spi.doctype")
        #expect(try rule(routed(bomb)) == "police.spi.doctype")
        #expect(try rule(routed("<?xml version=\"1.0\"?> <!-- > -->\n" + bomb)) == "police.spi.doctype")
    }

    @Test func `an undeclared entity is not well formed`() throws {
        #expect(try rule("<NewCaseMessage>&outside;</NewCaseMessage>") == "police.spi.xml")
    }

    @Test func `deep nesting, many elements and large documents are bounded`() throws {
        let deep = String(repeating: "<a>", count: 5_000) + String(repeating: "</a>", count: 5_000)
        #expect(try rule(deep) == "police.spi.depth")
        #expect(try rule("<a>" + String(repeating: "<b/>", count: 100_001) + "</a>") == "police.spi.elements")
        let small: Value = .record([("max-document-bytes", .integer(1_024))])
        #expect(try rule(String(repeating: " ", count: 9_000) + "<a/>", settings: small) == "police.spi.size")
    }

    @Test(arguments: ["", " ", "malformed xml", "<a/>", "<RouteData/>", "<Envelope/>", "{}", "<a></b>", "\u{0}"])
    func `anything else is one fault`(text: String) throws {
        #expect(try rule(text)?.hasPrefix("police.spi.") == true)
    }

    @Test func `text that is not UTF-8 is refused`() throws {
        let items = try Documents.items([0x3C, 0x61, 0x3E, 0xE9, 0x3C, 0x2F, 0x61, 0x3E])
        #expect(Documents.tally(items).contains("police.spi.encoding"))
    }

    @Test func `no fault repeats what stands in the document`() throws {
        let secret = "Zebedee"
        for text in [
            "<\(secret)/>", "<a>\(secret)</b>", routed(secret), routed("<NewCaseMessage><\(secret)/></NewCaseMessage>"),
        ] {
            for item in try Documents.items(Array(text.utf8)) {
                guard case .fault(let fault) = item else { continue }
                #expect(!"\(fault)".contains(secret))
            }
        }
    }
}

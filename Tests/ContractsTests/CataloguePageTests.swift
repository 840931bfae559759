// SPDX-License-Identifier: Apache-2.0

import JSONSchema
import Testing

@testable import Contracts

struct CataloguePageTests {
    private func page(_ contract: Contract, examples: [DocumentedContract.Example] = []) throws -> String {
        let documented = DocumentedContract(contract: contract, examples: examples, sharing: [])
        return CataloguePage(
            title: "Contracts of <Northshire>",
            contracts: [documented],
            lists: try Samples.lists.get()
        )
        .html()
    }

    @Test func `markup in names, rules, codes and examples is shown, never obeyed`() throws {
        let contract = try Samples.contract(
            property: """
                        - name: code
                          businessName: '<script>alert(1)</script>'
                          description: 'a " quote and an & <b>'
                          logicalType: string
                          enum: [{value: '<i>', label: '</td><td>'}]
                          examples: ['<i>']
                          quality:
                            - {id: odd, type: custom, engine: cel, description: '<img src=x>', implementation: "this < '<u>'"}
                """
        )
        let example = DocumentedContract.Example(name: "</summary>", text: "</code><script>")
        let html = try page(contract, examples: [example])
        for markup in ["<script>alert", "<i>", "</td><td>\n", "<img", "<u>", "</code><script>", "<Northshire>", "<b>"] {
            #expect(!html.contains(markup), "\(markup) stands unescaped")
        }
        #expect(html.contains("a &quot; quote and an &amp; &lt;b&gt;"))
    }

    @Test func `the page names nothing that a browser would fetch`() throws {
        let html = try page(try Samples.contract(Samples.episode))
        #expect(
            !html.contains("src=") && !html.contains("<link") && !html.contains("url(") && !html.contains("@import")
        )
        let links = html.split(separator: "href=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
        #expect(links.allSatisfy { $0.hasPrefix("#") || $0.hasPrefix("data:application/schema+json;base64,") })
        #expect(html.contains("default-src 'none'") || html.contains("default-src &#39;none&#39;"))
    }

    @Test func `every field, code and rule of the contract is on the page`() throws {
        let contract = try Samples.contract(Samples.episode)
        let html = try page(contract)
        for field in contract.fields {
            let name = field.pointer.tokens.map { "/\($0)<wbr>" }.joined()
            #expect(html.contains(name), "\(field.pointer)")
            for code in field.codes { #expect(html.contains(HTML.escaped(code.label ?? ""))) }
        }
        // Bounds of dates stand with their fields.
        for rule in contract.rules where rule.isNamed {
            #expect(html.contains(HTML.escaped(rule.description)), "\(rule.id)")
        }
        #expect(html.contains(HTML.escaped(contract.purpose)))
    }

    @Test func `links within the page lead somewhere, ids stand once, and tables have headers`() throws {
        let html = try page(try Samples.contract(Samples.episode))
        let ids = html.split(separator: " id=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
        #expect(Set(ids).count == ids.count)
        let targets = html.split(separator: "href=\"#").dropFirst().map { String($0.prefix { $0 != "\"" }) }
        #expect(Set(targets).subtracting(ids) == [])
        let tables = html.split(separator: "<table").dropFirst()
        #expect(!tables.isEmpty && tables.allSatisfy { $0.contains("<caption>") && $0.contains("scope=\"col\"") })
        #expect(html.split(separator: "<h1").count == 2)
    }

    @Test func `limits are told in words`() throws {
        let contract = try Samples.contract(
            property: """
                        - {name: a, logicalType: string, logicalTypeOptions: {minLength: 1, maxLength: 1, pattern: '^[A-Z]$'}}
                        - {name: b, logicalType: integer, logicalTypeOptions: {minimum: 1, exclusiveMaximum: 90}}
                        - {name: c, logicalType: array, logicalTypeOptions: {minItems: 1, maxItems: 3, uniqueItems: true}, items: {logicalType: date, logicalTypeOptions: {minimum: '2020-01-01'}}}
                """
        )
        func words(_ pointer: String) throws -> String {
            let pattern = try #require(FieldPattern(parsing: pointer))
            let limits = FieldLimits(try #require(contract.shape.descendant(pattern.tokens)))
            return ([limits.kind] + limits.limits).joined(separator: "; ")
        }
        #expect(try words("/a") == "text; exactly 1 character")
        #expect(try words("/b") == "whole number; at least 1; less than 90")
        #expect(try words("/c") == "list; 1 to 3 items; no item twice")
        #expect(try words("/c/*") == "date, yyyy-mm-dd; not earlier than 2020-01-01")
    }
}

extension Rule {
    fileprivate var isNamed: Bool {
        if case .bound = body { false } else { true }
    }
}

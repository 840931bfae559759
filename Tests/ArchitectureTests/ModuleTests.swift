// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// A module exists to forbid an import: arrows point to the rules, never from the rules to machinery.
@Suite struct ModuleTests {
    /// Which of our modules each may import.
    private static let ours: [String: Set<String>] = [
        "AdapterKit": ["JSONSchema"],
        "JSONSchema": [],
        "Contracts": ["JSONSchema", "PCRE"],
        "TransparencyLog": [],
        "Exchange": ["AdapterKit", "Contracts", "JSONSchema", "TransparencyLog"],
        "CLibPQ": [],
        "CPCRE2": [],
        "CAllocations": [],
        "PCRE": ["CPCRE2", "JSONSchema"],
        "BowtieConnector": ["JSONSchema", "PCRE"],
        "Postgres": ["CLibPQ"],
        "Journal": ["AdapterKit", "Contracts", "Exchange", "Postgres", "TransparencyLog"],
        "AdapterHost": ["AdapterKit", "Contracts", "Exchange", "JSONSchema"],
        "Delivery": ["AdapterHost", "AdapterKit", "Contracts", "Exchange", "JSONSchema"],
        "Intake": ["AdapterHost", "AdapterKit", "Contracts", "Exchange", "JSONSchema", "TransparencyLog"],
        "TestKit": ["AdapterKit", "Exchange", "Postgres"],
        "Bench": ["CAllocations", "Contracts", "Exchange", "JSONSchema", "Journal", "Postgres", "TransparencyLog"],
        "Health": ["AdapterKit"],
        "Police": ["AdapterKit"],
        "Schools": ["AdapterKit"],
        "VirtualSchool": ["AdapterKit"],
        "concordat": [
            "AdapterHost", "AdapterKit", "Contracts", "Delivery", "Exchange", "Health", "Intake", "JSONSchema",
            "Journal",
            "Police", "Postgres", "Schools", "TransparencyLog", "VirtualSchool",
        ],
    ]

    /// What the modules of rules may import besides: no sockets, no files, no clocks, no threads.
    private static let foreignToRules: [String: Set<String>] = [
        "AdapterKit": [],
        "JSONSchema": [],
        "Contracts": ["Crypto", "Foundation", "Yams"],
        "TransparencyLog": ["Crypto", "FoundationEssentials"],
        "Exchange": ["Crypto", "FoundationEssentials", "Synchronization"],
        "Health": ["Foundation"],
        "Police": ["Foundation", "FoundationXML"],
        "Schools": [],
        "VirtualSchool": [],
    ]

    @Test func `every folder of sources is a module of the table, and the other way round`() {
        let folders = Set(Checkout.products.map(Checkout.module))
        // The system libraries have a module map and a header, and the counter of allocations is C: no Swift.
        #expect(folders == Set(Self.ours.keys).subtracting(["CAllocations", "CLibPQ", "CPCRE2"]))
    }

    @Test(arguments: ours.keys.sorted()) func `a module imports of ours only what it may`(module: String) throws {
        let may = try #require(Self.ours[module])
        for file in Checkout.products where Checkout.module(file) == module {
            let imports = Self.imports(of: file)
            let forbidden = imports.intersection(Self.ours.keys).subtracting(may)
            #expect(forbidden.isEmpty, "\(file.path) imports \(forbidden.sorted())")
        }
    }

    @Test(arguments: foreignToRules.keys.sorted()) func `the modules of rules import no machinery`(module: String)
        throws
    {
        let may = try #require(Self.foreignToRules[module])
        for file in Checkout.products where Checkout.module(file) == module {
            let foreign = Self.imports(of: file).subtracting(Self.ours.keys).subtracting(may)
            #expect(foreign.isEmpty, "\(file.path) imports \(foreign.sorted())")
        }
    }

    @Test func `adapters stand among the plugins and nowhere else`() {
        let plugins = Set(Checkout.products.filter { $0.path.hasPrefix("Plugins/") }.map(Checkout.module))
        #expect(plugins == ["Health", "Police", "Schools", "VirtualSchool"])
    }

    @Test func `only adapter authors' declarations are public`() {
        for file in Checkout.products where Checkout.module(file) != "AdapterKit" {
            let code = file.source.code
            for (number, line) in code.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                let words = line.split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "_") })
                #expect(
                    !words.contains("public") && !words.contains("open") || Self.isCall(line),
                    "\(file.path):\(number + 1)"
                )
            }
        }
    }

    /// `open` and `public` as ordinary names: a function called, declared, or a member named so.
    private static func isCall(_ line: Substring) -> Bool {
        let modifiers = [
            "class ", "struct ", "enum ", "protocol ", "func ", "var ", "let ", "init", "extension ", "import ",
        ]
        let line = line.drop { $0 == " " }
        return !["public", "open"].contains { word in
            line.hasPrefix(word + " ") && modifiers.contains { line.dropFirst(word.count + 1).hasPrefix($0) }
        } && !line.contains("public(set)") && !line.contains(" public ") && !line.contains("@_spi")
    }

    private static func imports(of file: Checkout.File) -> Set<String> {
        var found: Set<String> = []
        for line in file.source.code.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            guard let place = words.firstIndex(of: "import"),
                words[..<place].allSatisfy({
                    $0.hasPrefix("@") || ["internal", "package", "public", "private", "fileprivate"].contains($0)
                })
            else { continue }
            let kinds: Set = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
            let name = words[(place + 1)...].first { !kinds.contains($0) } ?? ""
            found.insert(String(name.prefix { $0 != "." }))
        }
        return found
    }
}

// SPDX-License-Identifier: Apache-2.0

import Testing

/// `Journal` is the only module that knows a table.
@Suite struct StoreTests {
    private static let sql = Checkout.texts.filter { $0.path.hasPrefix("Sources/Journal/SQL/") }
    private static let migrations = Checkout.texts.filter { $0.path.hasPrefix("Sources/Journal/Migrations/") }

    private static let tables: Set<String> = {
        var tables: Set<String> = []
        for file in migrations {
            for line in file.lines where line.hasPrefix("CREATE TABLE ") {
                tables.insert(
                    line.dropFirst("CREATE TABLE ".count).prefix { $0.isLetter || $0.isNumber || $0 == "_" }.description
                )
            }
        }
        return tables
    }()

    private static func isStatement(_ text: String) -> Bool {
        ["SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "CREATE TABLE "].contains { text.contains($0) }
    }

    @Test func `the tables are found`() {
        #expect(Self.tables.isSuperset(of: ["event_key", "ledger", "open_delivery", "feed_run", "body", "agency"]))
        #expect(Self.migrations.map(\.name).allSatisfy { $0.wholeMatch(of: /m[0-9]{4}_[a-z_]+\.sql/) != nil })
    }

    @Test func `nobody outside the journal names a table`() {
        // A table of one plain word is told from the word by what stands before it in SQL.
        let verbs: Set = ["from", "into", "update", "join", "table"]
        for file in Checkout.products where Checkout.module(file) != "Journal" {
            for text in file.source.strings {
                let words = text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
                for (index, word) in words.enumerated() where Self.tables.contains(word) {
                    let isSQL = index > 0 && verbs.contains(words[index - 1]) && Self.isStatement(text)
                    #expect(!word.contains("_") && !isSQL, "\(word) in \(file.path): \(text.prefix(80))")
                }
            }
        }
    }

    @Test func `no statement stands in Swift code outside the SQL folder`() {
        for file in Checkout.products where Checkout.module(file) == "Journal" {
            for text in file.source.strings {
                #expect(!Self.isStatement(text), "\(file.path): \(text.prefix(80))")
            }
        }
    }

    @Test func `every statement is named once in the list and used`() throws {
        let list = try #require(Checkout.products.first { $0.path == "Sources/Journal/SQL.swift" })
        #expect(Self.sql.count > 40)
        var names: [String: String] = [:]
        for match in list.text.matches(of: /static let (\w+) = named\("(\w+)", PackageResources\.(\w+)_sql\)/) {
            #expect(match.2 == match.3, "\(match.1)")
            #expect(names.updateValue(String(match.1), forKey: String(match.2)) == nil, "\(match.2) twice")
        }
        #expect(Set(Self.sql.map { String($0.name.dropLast(4)) }) == Set(names.keys))
        let users = Checkout.products.filter { Checkout.module($0) == "Journal" && $0.path != list.path }
        let code = users.map { $0.source.code }.joined(separator: "\n")
        for name in names.values {
            let uses = code.matches(of: /\bSQL\.(\w+)/).contains { $0.1 == name }
            #expect(uses, "\(name) is never run")
        }
    }

    @Test func `every statement says what it does, and its parameters are all numbered and used`() {
        for file in Self.sql {
            #expect(file.text.hasPrefix("-- "), "\(file.path)")
            let code = file.lines.filter { !$0.hasPrefix("--") }.joined(separator: "\n")
            let used = Set(code.matches(of: /\$([0-9]+)/).compactMap { Int($0.1) })
            #expect(used == Set(1..<(used.count + 1)), "\(file.path) uses \(used.sorted())")
        }
    }

    @Test func `every index says which statement it serves`() {
        for file in Self.migrations {
            let lines = file.lines
            for (number, line) in lines.enumerated() where line.contains("CREATE INDEX") {
                #expect(number > 0 && lines[number - 1].hasPrefix("-- serves "), "\(file.path):\(number + 1)")
            }
        }
    }

    @Test func `the statement an index serves exists`() {
        let names = Set(Self.sql.map(\.name))
        for file in Self.migrations {
            for line in file.lines where line.contains("serves ") && line.hasPrefix("--") {
                for match in line.matches(of: /\b(\w+\.sql)\b/) {
                    #expect(names.contains(String(match.1)), "\(file.path) names \(match.1)")
                }
            }
        }
    }
}

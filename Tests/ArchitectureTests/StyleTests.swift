// SPDX-License-Identifier: Apache-2.0

import Exchange
import Testing

@Suite struct StyleTests {
    @Test func `there is a checkout to look at`() {
        #expect(Checkout.products.count > 300)
        #expect(Checkout.swift.count > Checkout.products.count)
        // Native samples need not be UTF-8; anything else should be.
        #expect(Checkout.others.filter { !$0.contains("/Samples/") } == [])
    }

    @Test func `every Swift file begins with its licence`() {
        for file in Checkout.swift where file.path != "Package.swift" {
            #expect(file.lines.first == "// SPDX-License-Identifier: Apache-2.0", "\(file.path)")
        }
        #expect(Checkout.swift.first { $0.path == "Package.swift" }?.text.hasPrefix("// swift-tools-version:") == true)
    }

    @Test func `no file is longer than 500 lines, and half of them no longer than 120`() {
        let lengths = Checkout.products.map { ($0.path, $0.lines.count) }
        for (path, length) in lengths { #expect(length <= 500, "\(path)") }
        #expect(lengths.map(\.1).sorted()[lengths.count / 2] <= 120)
    }

    /// The words and where they are allowed.
    private static let forbidden: [(word: String, allowedIn: Set<String>)] = [
        ("try!", []), ("as!", []), ("fatalError(", []), ("preconditionFailure(", []), ("unowned(unsafe)", []),
        ("@unchecked Sendable", ["Postgres"]), ("nonisolated(unsafe)", ["Postgres"]),
        ("unsafeBitCast", ["Postgres"]),
        ("Task {", []), ("Task.detached", []), ("@preconcurrency import", []),
    ]

    @Test(arguments: forbidden.map(\.word)) func `some things are not done here`(word: String) throws {
        let allowed = try #require(Self.forbidden.first { $0.word == word }).allowedIn
        for file in Checkout.products where !allowed.contains(Checkout.module(file)) {
            for (number, line) in file.source.code.split(separator: "\n", omittingEmptySubsequences: false)
                .enumerated() where Self.holds(line, word)
            {
                Issue.record("\(word) in \(file.path):\(number + 1)")
            }
        }
    }

    /// Whether the word stands there by itself: `addTask {` is not `Task {`.
    private static func holds(_ line: Substring, _ word: String) -> Bool {
        var rest = line
        while let found = rest.firstRange(of: word) {
            let before = rest[..<found.lowerBound].last
            if before.map({ !($0.isLetter || $0.isNumber || $0 == "_") }) ?? true { return true }
            rest = rest[found.upperBound...]
        }
        return false
    }

    @Test func `nothing is left for later`() {
        // Put together, so that this file does not find itself.
        let words = ["TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK"]
        for file in Checkout.swift {
            for line in file.lines {
                let parts = line.split(whereSeparator: { !($0.isLetter || $0.isNumber) })
                for word in words { #expect(!parts.contains { $0 == word }, "\(file.path): \(line)") }
            }
        }
    }

    @Test func `no file names a path of somebody's machine`() {
        let folders = ["work", "home", "Users", "root", "opt"].map { "/\($0)/" }
        for file in Checkout.texts {
            for (number, line) in file.lines.enumerated() {
                for folder in folders where Self.names(line, folder) {
                    Issue.record("\(folder) in \(file.path):\(number + 1)")
                }
            }
        }
    }

    /// Whether an absolute path begins there: not in the middle of a longer one or of an address.
    private static func names(_ line: Substring, _ folder: String) -> Bool {
        var rest = line
        while let found = rest.firstRange(of: folder) {
            let before = rest[..<found.lowerBound].last
            if before.map({ !($0.isLetter || $0.isNumber || "._-*}~/".contains($0)) }) ?? true { return true }
            rest = rest[found.upperBound...]
        }
        return false
    }

    @Test(arguments: RefusalCode.allCases) func `every refusal says what happened, who must mend it and how`(
        code: RefusalCode
    ) {
        #expect(!code.title.isEmpty && code.title.first?.isUppercase == true)
        for sentence in [code.explanation, code.mend] {
            #expect(sentence.count > 15 && sentence.hasSuffix("."), "\(sentence)")
        }
        #expect((400..<600).contains(code.status))
        #expect(code.mender != .gateway || code.status >= 500, "the gateway's own faults are not the client's")
    }

    @Test func `every refusal code is used`() {
        let declared = "Sources/Exchange/Decision/RefusalCode"
        let code = Checkout.products.filter { !$0.path.hasPrefix(declared) }.map { $0.source.code }
        for refusal in RefusalCode.allCases {
            let name = ".\(refusal)"
            let isUsed = code.contains { text in
                text.ranges(of: name).contains { range in
                    range.upperBound == text.endIndex
                        || !(text[range.upperBound].isLetter || text[range.upperBound].isNumber)
                }
            }
            #expect(isUsed, "\(refusal) is never given")
        }
    }
}

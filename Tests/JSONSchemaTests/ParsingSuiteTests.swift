// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSONSchema
import Testing

@Suite struct ParsingSuiteTests {
    private func accepts(_ url: URL) throws -> Bool {
        let bytes = try SharedFiles.bytes(url)
        do throws(JSONSyntaxError) {
            let limits = JSONLimits(maxBytes: 1 << 20, maxDepth: 64)
            _ = try JSONDocument(bytes, limits: limits, allowingDuplicateNames: true)
            return true
        } catch {
            #expect(error.offset <= bytes.count)
            return false
        }
    }

    @Test func `the parsing suite is decided as it demands and nothing crashes`() throws {
        guard let files = SharedFiles.files(in: "suites/json-parsing") else { return }
        var counts: [Character: Int] = [:]
        for file in files {
            let kind = file.lastPathComponent.first ?? "?"
            let accepted = try accepts(file)
            if kind == "y" { #expect(accepted, "\(file.lastPathComponent)") }
            if kind == "n" { #expect(!accepted, "\(file.lastPathComponent)") }
            counts[kind, default: 0] += 1
        }
        print("json-parsing: y \(counts["y"] ?? 0), n \(counts["n"] ?? 0), i \(counts["i"] ?? 0)")
        #expect(counts["y"] == 95 && counts["n"] == 188)
    }
}

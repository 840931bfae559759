// SPDX-License-Identifier: Apache-2.0

import AdapterKit
import Foundation
import Health
import Testing

/// The documents the tests read, and the way they read them.
enum Documents {
    private static let checkout = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// One of our own samples.
    static func sample(_ name: String) throws -> [UInt8] {
        let file = checkout.appending(path: "Plugins/Health/Samples").appending(path: name)
        return [UInt8](try Data(contentsOf: file))
    }

    /// The published health files whose names begin so, by name; empty when they are not on this machine.
    static func published(_ prefix: String) throws -> [(name: String, bytes: [UInt8])] {
        let shared =
            ProcessInfo.processInfo.environment["CONCORDAT_SHARED"].map { URL(fileURLWithPath: $0) }
            ?? checkout.deletingLastPathComponent().appending(path: "shared")
        let folder = shared.appending(path: "samples/health")
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else { return [] }
        return try names.filter { $0.hasPrefix(prefix) }.sorted().map { name in
            (name, [UInt8](try Data(contentsOf: folder.appending(path: name))))
        }
    }

    static func adapter(_ settings: [(String, Value?)] = []) throws -> HealthAdapter {
        try HealthAdapter(settings: AdapterSettings(.record(settings)))
    }

    /// The items of a document read in pieces of one size.
    static func items(
        _ bytes: [UInt8],
        piece: Int = 4_096,
        settings: [(String, Value?)] = [("dos-service-id", .string("111111111"))]
    ) throws -> [Item] {
        let context = DocumentContext(
            feed: "health.test",
            id: "document-1",
            agency: "northshire-health",
            receivedAt: "2026-11-20T15:00:00Z"
        )
        var reader = try adapter(settings).reader(for: context)
        var items: [Item] = []
        for start in stride(from: 0, to: bytes.count, by: piece) {
            items += reader.consume(bytes[start..<min(start + piece, bytes.count)])
        }
        return items + reader.finish()
    }

    static func items(_ text: String, settings: [(String, Value?)] = []) throws -> [Item] {
        try items(Array(text.utf8), settings: settings)
    }

    /// The only item of a text, as a draft.
    static func draft(_ bytes: [UInt8]) throws -> Draft {
        let items = try items(bytes)
        guard items.count == 1, case .draft(let draft) = items[0] else {
            Issue.record("one draft was expected: \(tally(items))")
            throw NotADraft()
        }
        return draft
    }

    struct NotADraft: Error {}

    /// The rules of the faults among the items.
    static func rules(_ items: [Item]) -> [String] {
        items.compactMap { if case .fault(let fault) = $0 { fault.rule } else { nil } }
    }

    /// How many items of each kind.
    static func tally(_ items: [Item]) -> String {
        var drafts = 0
        var passed = 0
        var replies = 0
        for item in items {
            switch item {
            case .draft: drafts += 1
            case .fault: break
            case .passed: passed += 1
            case .reply: replies += 1
            }
        }
        return "drafts \(drafts), passed \(passed), replies \(replies), faults \(rules(items))"
    }

    static func replacing(_ old: String, with new: String, in bytes: [UInt8]) -> [UInt8] {
        let parts = String(decoding: bytes, as: UTF8.self).split(separator: old, omittingEmptySubsequences: false)
        return Array(parts.joined(separator: new).utf8)
    }
}

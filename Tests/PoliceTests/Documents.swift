// SPDX-License-Identifier: Apache-2.0

import AdapterKit
import Foundation
import Police
import Testing

/// The documents the tests read, and the way they read them.
enum Documents {
    private static let checkout = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// One of our own samples.
    static func sample(_ name: String) throws -> [UInt8] {
        let file = checkout.appending(path: "Plugins/Police/Samples").appending(path: name)
        return [UInt8](try Data(contentsOf: file))
    }

    /// The published SPI files, by name; empty when they are not on this machine.
    static func published() throws -> [(name: String, bytes: [UInt8])] {
        let shared =
            ProcessInfo.processInfo.environment["CONCORDAT_SHARED"].map { URL(fileURLWithPath: $0) }
            ?? checkout.deletingLastPathComponent().appending(path: "shared")
        let folder = shared.appending(path: "samples/police")
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else { return [] }
        return try names.filter { $0.hasPrefix("spi-") && $0.hasSuffix(".xml") }.sorted().map { name in
            (name, [UInt8](try Data(contentsOf: folder.appending(path: name))))
        }
    }

    static func adapter(_ settings: Value = .record([("force-code", .string("99"))])) throws -> PoliceAdapter {
        try PoliceAdapter(settings: AdapterSettings(settings))
    }

    /// The items of a document read in pieces of one size.
    static func items(
        _ bytes: [UInt8],
        piece: Int = 4_096,
        settings: Value = .record([("force-code", .string("99"))])
    ) throws -> [Item] {
        let context = DocumentContext(
            feed: "police.spi",
            id: "document-1",
            agency: "northshire-police",
            receivedAt: "2026-11-20T15:00:00Z"
        )
        var reader = try adapter(settings).reader(for: context)
        var items: [Item] = []
        for start in stride(from: 0, to: bytes.count, by: piece) {
            items += reader.consume(bytes[start..<min(start + piece, bytes.count)])
        }
        return items + reader.finish()
    }

    /// How many items of each kind.
    static func tally(_ items: [Item]) -> String {
        var drafts = 0
        var faults: [String] = []
        var passed = 0
        var replies = 0
        for item in items {
            switch item {
            case .draft: drafts += 1
            case .fault(let fault): faults.append(fault.rule)
            case .passed: passed += 1
            case .reply: replies += 1
            }
        }
        return "drafts \(drafts), passed \(passed), replies \(replies), faults \(faults.count) \(faults)"
    }
}

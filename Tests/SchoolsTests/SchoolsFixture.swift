// SPDX-License-Identifier: Apache-2.0

import AdapterKit
import Foundation
import Schools

/// The sample files and the settings they are read with.
enum SchoolsFixture {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let settings = """
        {"localAuthority": "990", "schools": {"HARB": "990001", "KING": "990003"}}
        """

    static func sample() throws -> [UInt8] {
        [UInt8](try Data(contentsOf: root.appending(path: "Plugins/Schools/Samples/suspensions.csv")))
    }

    /// A file of the shared samples, or nil with one printed line when they are not here.
    static func shared(_ path: String) throws -> [UInt8]? {
        let named = ProcessInfo.processInfo.environment["CONCORDAT_SHARED"]
        let folder = named.map { URL(filePath: $0) } ?? root.deletingLastPathComponent().appending(path: "shared")
        let file = folder.appending(path: path)
        guard FileManager.default.fileExists(atPath: file.path) else {
            print("skipped: \(path) is not here")
            return nil
        }
        return [UInt8](try Data(contentsOf: file))
    }

    static func adapter(_ settings: String = settings) throws -> any Adapter {
        try SchoolsAdapter(settings: AdapterSettings(Value(json: Array(settings.utf8))))
    }

    static func reader(_ settings: String = settings) throws -> any Reader {
        let context = DocumentContext(
            feed: "schools.suspensions",
            id: "d1",
            agency: "harbour-academy",
            receivedAt: "2026-11-20T12:00:00Z"
        )
        return try adapter(settings).reader(for: context)
    }

    static func items(_ text: String, settings: String = settings) throws -> [Item] {
        try items(Array(text.utf8), settings: settings)
    }

    static func items(_ bytes: [UInt8], settings: String = settings) throws -> [Item] {
        var reader = try reader(settings)
        return reader.consume(bytes[...]) + reader.finish()
    }
}

extension Item {
    var draft: Draft? {
        guard case .draft(let draft) = self else { return nil }
        return draft
    }

    var fault: Fault? {
        guard case .fault(let fault) = self else { return nil }
        return fault
    }

    /// Position and outcome in one line.
    var summary: String {
        switch self {
        case .draft(let draft): "\(draft.position): \(draft.action.word) \(draft.contract)"
        case .fault(let fault): "\(fault.position): \(fault.rule)"
        case .passed(let position, _): "\(position): passed"
        case .reply(let report): "\(report.position): reply"
        }
    }
}

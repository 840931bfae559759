// SPDX-License-Identifier: Apache-2.0

import AdapterKit
import Foundation
import VirtualSchool

/// The sample file and the settings it is read with.
enum VirtualSchoolFixture {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let settings = """
        {"contact": {"name": "Careline attendance desk", "telephone": "01632 960150"}}
        """

    static func sample() throws -> [UInt8] {
        [UInt8](try Data(contentsOf: root.appending(path: "Plugins/VirtualSchool/Samples/attendance.csv")))
    }

    static func adapter(_ settings: String = settings) throws -> any Adapter {
        try VirtualSchoolAdapter(settings: AdapterSettings(Value(json: Array(settings.utf8))))
    }

    static func items(_ bytes: [UInt8], settings: String = settings) throws -> [Item] {
        let context = DocumentContext(
            feed: "virtual-school.attendance",
            id: "d1",
            agency: "northshire-virtual-school",
            receivedAt: "2026-11-20T12:00:00Z"
        )
        var reader = try adapter(settings).reader(for: context)
        return reader.consume(bytes[...]) + reader.finish()
    }

    /// One row of a looked-after child of 990 at 990001.
    static func items(
        date: String = "2026-11-20",
        session: String = "AM",
        code: String,
        collected: String = "2026-11-20T09:10:00Z",
        settings: String = settings
    ) throws -> [Item] {
        let header = "markid,careauthority,childid,urn,date,session,code,collectedat,method\n"
        return try items(
            Array((header + "m1,990,c1,990001,\(date),\(session),\(code),\(collected),call\n").utf8),
            settings: settings
        )
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

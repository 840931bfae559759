// SPDX-License-Identifier: Apache-2.0

import AdapterKit
import TestKit
import Testing

@Suite struct `The virtual school adapter keeps its promises` {
    @Test func `on the sample file`() throws {
        let adapter = try VirtualSchoolFixture.adapter()
        let context = DocumentContext(feed: "f", id: "d", agency: "a", receivedAt: "2026-11-20T12:00:00Z")
        #expect(
            AdapterConformance.check(
                reader: { adapter.reader(for: context) },
                document: try VirtualSchoolFixture.sample()
            ) == []
        )
    }

    @Test(arguments: [
        ("{}", "contact"),
        (#"{"contact": {"name": "n"}}"#, "contact"),
        (#"{"contact": {"name": "n", "telephone": "t", "fax": "f"}}"#, "contact"),
        (#"{"format": "json", "cutoffMorning": "25:00"}"#, "cutoffMorning"),
        (#"{"format": "json", "alertDays": 31}"#, "alertDays"),
        (#"{"format": "json", "careAuthority": "Northshire"}"#, "careAuthority"),
        (#"{"format": "json", "cutoff": "10:30"}"#, "cutoff"),
    ])
    func `a wrong setting is named with its mend`(settings: String, key: String) throws {
        let error = try #require(throws: SettingsError.self) { try VirtualSchoolFixture.adapter(settings) }
        #expect(error.key == key)
        #expect(!error.mend.isEmpty)
    }

    @Test func `a destination's settings given to a feed are a fault, not silence`() throws {
        let items = try VirtualSchoolFixture.items(VirtualSchoolFixture.sample(), settings: #"{"format": "json"}"#)
        #expect(items.map(\.summary) == ["row 1: virtual-school.settings.contact"])
    }
}

// SPDX-License-Identifier: Apache-2.0

import AdapterKit
import Testing

@Suite struct `Settings of a schools feed` {
    @Test(arguments: [
        ("{}", "localAuthority"),
        (#"{"localAuthority": "99"}"#, "localAuthority"),
        (#"{"localAuthority": 990}"#, "localAuthority"),
        (#"{"localAuthority": "990", "careAuthority": "LA1"}"#, "careAuthority"),
        (#"{"localAuthority": "990", "cohort": "some"}"#, "cohort"),
        (#"{"localAuthority": "990", "schools": {"SCH1": "123"}}"#, "schools.SCH1"),
        (#"{"localAuthority": "990", "school": {}}"#, "school"),
        (#"{"format": "xml"}"#, "format"),
    ])
    func `a wrong setting is named with its mend`(settings: String, key: String) throws {
        let error = try #require(throws: SettingsError.self) { try SchoolsFixture.adapter(settings) }
        #expect(error.key == key)
        #expect(!error.mend.isEmpty)
    }

    @Test func `a destination's settings given to a feed are a fault, not silence`() throws {
        let items = try SchoolsFixture.items(SchoolsFixture.sample(), settings: #"{"format": "json"}"#)
        #expect(items.map(\.summary) == ["row 1: schools.settings.authority"])
    }
}

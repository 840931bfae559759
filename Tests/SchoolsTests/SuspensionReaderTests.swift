// SPDX-License-Identifier: Apache-2.0

import AdapterKit
import Testing

@Suite struct `Reading suspensions` {
    static let header =
        "pupilkey,upn,urn,suspensionid,startdate,sessions,reason1,reason2,reason3,category,lookedafter,careauthority\n"

    static func localAuthority(_ code: String) -> Route {
        .directory(kind: "childrens-services", scheme: "la-code", value: code)
    }

    static func virtualSchool(_ code: String) -> Route {
        .directory(kind: "virtual-school", scheme: "la-code", value: code)
    }

    @Test func `the sample file gives these items at these lines`() throws {
        let notification = "schools.suspension-notification@1"
        #expect(
            try SchoolsFixture.items(SchoolsFixture.sample()).map(\.summary) == [
                "row 2: new \(notification)", "row 3: new \(notification)", "row 5: new \(notification)",
                "row 6: new \(notification)", "row 7: new \(notification)", "row 8: new \(notification)",
                "row 9: new \(notification)", "row 10: schools.school.unknown", "row 11: schools.suspension.date",
                "row 12: schools.pupil.care-authority", "row 13: schools.suspension.repeated",
                "row 14: schools.row.fields",
                "row 15: schools.suspension.sessions", "row 16: new \(notification)",
                "row 17: withdraw \(notification)",
            ]
        )
    }

    @Test func `a whole row becomes this record`() throws {
        let draft = try #require(try SchoolsFixture.items(SchoolsFixture.sample())[1].draft)
        let expected = """
            {"school":{"urn":"990001"},"pupil":{"key":"3f1a9c0e7b22","upn":"Q990400119002",\
            "name":{"given":"Ines","family":"Okonjo"},"dateOfBirth":"2013-11-28","sex":"F","lookedAfter":true,\
            "careAuthority":"990","socialWorker":"Dana Whitlock","senProvision":"N"},"suspension":{"id":"a1f00002",\
            "category":"SUSP","startDate":"2026-11-17","sessions":6,"cumulativeSessions":6,"reasons":["PP","VA"],\
            "governingBoardMeeting":"2026-12-08"},"circumstances":"Pushed another pupil in the lunch queue, then shouted \
            \\"leave me alone\\".\\nStaff calmed both pupils.","provenance":{"source":"census"},\
            "handling":{"marking":"OFFICIAL-SENSITIVE"}}
            """
        #expect(String(decoding: draft.data.json, as: UTF8.self) == expected)
        #expect(draft.time == "2026-11-17T00:00:00Z")
    }

    @Test func `the care authority's virtual school and social worker are told, whichever authority the school is in`()
        throws
    {
        let items = try SchoolsFixture.items(SchoolsFixture.sample())
        #expect(items[0].draft?.routes == [Self.localAuthority("990")])
        #expect(items[1].draft?.routes == [Self.localAuthority("990"), Self.virtualSchool("990")])
        #expect(
            items[2].draft?.routes == [
                Self.localAuthority("990"), Self.virtualSchool("991"), Self.localAuthority("991"),
            ]
        )
    }

    @Test func `a retired category, gaps, repetitions and the length of a permanent exclusion are mapped and noted`()
        throws
    {
        let items = try SchoolsFixture.items(SchoolsFixture.sample())
        func mappings(_ index: Int) -> [String?]? {
            items[index].draft?.data.at("provenance", "mappings")?.elements.map(\.text)
        }
        #expect(mappings(0) == nil)
        #expect(mappings(2) == ["category-fixd", "reason-gap"])
        #expect(items[2].draft?.data.at("suspension", "category") == .string("SUSP"))
        #expect(items[2].draft?.data.at("suspension", "reasons") == .array([.string("PP"), .string("VA")]))
        #expect(mappings(3) == ["sessions-of-permanent"])
        #expect(items[3].draft?.data.at("suspension", "sessions") == nil)
        #expect(mappings(4) == ["reason-repeated"])
        #expect(items[4].draft?.data.at("suspension", "reasons") == .array([.string("VP")]))
    }

    @Test func `what is merely not allowed goes on for the contract to refuse`() throws {
        let items = try SchoolsFixture.items(
            Self.header + "k1,,990001,s1,2026-11-19,120,XX,,,EXPL,,\nk2,,990001,s2,2026-11-19,-1.0,,,,SUSP,,\n"
        )
        #expect(items[0].draft?.data.at("suspension", "sessions") == .integer(120))
        #expect(items[0].draft?.data.at("suspension", "category") == .string("EXPL"))
        #expect(items[0].draft?.data.at("suspension", "reasons") == .array([.string("XX")]))
        #expect(items[1].draft?.data.at("suspension", "sessions") == .integer(-1))
        #expect(items[1].draft?.data.at("suspension", "reasons") == .array([]))
    }

    @Test(arguments: [
        ("2024-Dec-01 00:00:00", "2024-12-01"), ("2024-02-29", "2024-02-29"), ("01/12/2024", "2024-12-01"),
        ("2024-sep-09 00:00", "2024-09-09"),
    ])
    func `a date in any of the known styles is understood`(source: String, day: String) throws {
        let items = try SchoolsFixture.items(Self.header + "k1,,990001,s1,\(source),2,PP,,,SUSP,,\n")
        #expect(items.map { $0.draft?.data.at("suspension", "startDate") } == [.string(day)])
    }

    @Test(arguments: [
        "2024-Dec-32", "2023-02-29", "12/31/2024", "2024-12-01 09:30:00", "2024-Foo-01", "1-12-2024", "20241201", "",
    ])
    func `a date that is none is a fault`(source: String) throws {
        let items = try SchoolsFixture.items(Self.header + "k1,,990001,s1,\(source),2,PP,,,SUSP,,\n")
        #expect(items.map(\.summary) == ["row 2: schools.suspension.date"])
    }

    @Test
    func
        `a cohort of looked-after pupils takes the care authority from the settings, and a row that says otherwise is believed`()
        throws
    {
        let settings = #"{"localAuthority": "990", "cohort": "looked-after", "careAuthority": "991"}"#
        let rows =
            "k1,,990001,s1,2026-11-19,2,PP,,,SUSP,,\nk2,,990001,s2,2026-11-19,2,PP,,,SUSP,no,\nk3,,990001,s3,2026-11-19,2,PP,,,SUSP,Y,992\n"
        let items = try SchoolsFixture.items(Self.header + rows, settings: settings)
        #expect(items[1].draft?.routes == [.directory(kind: "childrens-services", scheme: "la-code", value: "990")])
        #expect(items[0].draft?.routes.dropFirst().first == Self.virtualSchool("991"))
        #expect(items[2].draft?.routes.dropFirst().first == Self.virtualSchool("992"))
    }

    @Test func `a correction of a suspension may repeat pupil, date and category`() throws {
        let header = "pupilkey,urn,suspensionid,startdate,sessions,reason1,category,action,replacesrow\n"
        let rows =
            "k1,990001,s1,2026-11-19,2,PP,SUSP,,\nk1,990001,s1,2026-11-19,4,PP,SUSP,replace,2\nk1,990001,s1,2026-11-19,4,PP,SUSP,undo,2\n"
        #expect(
            try SchoolsFixture.items(header + rows).map(\.summary) == [
                "row 2: new schools.suspension-notification@1", "row 3: replace schools.suspension-notification@1",
                "row 4: schools.row.action",
            ]
        )
    }

    @Test(arguments: [
        ("replace,e-0,,", Draft.Action.replace(.event("e-0"))),
        ("replace,,,9", .replace(.row(document: "d1", Position("row", 9)))),
        ("withdraw,,monday,9", .withdraw(.row(document: "monday", Position("row", 9)))),
        ("withdraw,,,", nil), ("replace,,monday,", nil), ("replace,,,nine", nil), ("replace,,,1", nil),
        ("replace,e,,9", nil), (",e,,", nil), ("new,,,9", nil),
    ])
    func `a correction names the row it corrects, once and readably`(fields: String, action: Draft.Action?) throws {
        let header =
            "pupilkey,urn,suspensionid,startdate,sessions,reason1,category,action,replaces,replacesdocument,replacesrow\n"
        let item = try #require(
            try SchoolsFixture.items(header + "k1,990001,s1,2026-11-19,2,PP,SUSP,\(fields)\n").first
        )
        #expect(item.draft?.action == action)
        #expect(item.fault?.rule == (action == nil ? "schools.row.replaces" : nil))
    }

    @Test func `a row without pupil, school or id is a fault and the others survive`() throws {
        let rows =
            ",,990001,s1,2026-11-19,2,PP,,,SUSP,,\nk2,,,s2,2026-11-19,2,PP,,,SUSP,,\nk3,,990001,,2026-11-19,2,PP,,,SUSP,,\n"
        let items = try SchoolsFixture.items(
            Self.header + rows + "k4,,990001,s4,2026-11-19,2,PP,,,SUSP,maybe,\nk5,,990001,s5,2026-11-19,2,PP,,,SUSP,,\n"
        )
        #expect(
            items.map(\.summary) == [
                "row 2: schools.pupil.missing", "row 3: schools.school.missing", "row 4: schools.suspension.id",
                "row 5: schools.pupil.flag", "row 6: new schools.suspension-notification@1",
            ]
        )
    }

    @Test func `a file without the columns it needs is one fault that quotes none of its text`() throws {
        let items = try SchoolsFixture.items("Okonjo,Ines,2013-11-28\nMarlowe,Teo,2014-03-09\n")
        let fault = try #require(items.first?.fault)
        #expect(items.count == 1)
        #expect(fault.rule == "schools.header.columns")
        #expect(fault.description.contains("startdate") && !fault.description.contains("Okonjo"))
        #expect(try SchoolsFixture.items("").map(\.summary) == ["row 1: schools.document.empty"])
    }
}

// SPDX-License-Identifier: Apache-2.0

import AdapterKit
import Testing

@Suite struct `Reading daily attendance` {
    static let mark = "new virtual-school.daily-attendance@1"
    static let alert = "new virtual-school.absence-alert@1"

    @Test func `the sample file gives these items at these lines`() throws {
        #expect(
            try VirtualSchoolFixture.items(VirtualSchoolFixture.sample()).map(\.summary) == [
                "row 2: \(Self.mark)", "row 3: \(Self.mark)", "row 4: \(Self.mark)", "row 5: \(Self.mark)",
                "row 5, alert: \(Self.alert)", "row 6: \(Self.mark)", "row 6, alert: \(Self.alert)",
                "row 7: \(Self.mark)",
                "row 8: \(Self.mark)", "row 9, alert: \(Self.alert)", "row 10: passed", "row 11: passed",
                "row 12: virtual-school.attendance.code-withdrawn", "row 13: virtual-school.attendance.code-withdrawn",
                "row 14: \(Self.mark)", "row 15: replace virtual-school.daily-attendance@1",
                "row 16: virtual-school.attendance.collected-at", "row 17: virtual-school.child.missing",
                "row 18: virtual-school.attendance.date", "row 19: \(Self.mark)", "row 20: \(Self.mark)",
                "row 21: \(Self.mark)",
            ]
        )
    }

    @Test(arguments: [
        ("m0,,,", Draft.Action.new), ("m0,,,5", .replace(.row(document: "d1", Position("row", 5)))),
        (",e-0,,", .replace(.event("e-0"))), ("m0,,monday,", nil),
    ])
    func `a correction replaces the row it names`(fields: String, action: Draft.Action?) throws {
        let header = "markid,careauthority,childid,urn,date,session,code,collectedat,method,correctionof,replaces,"
        let row = "m1,990,c1,990001,2026-11-20,AM,/,2026-11-20T09:10:00Z,call,\(fields)\n"
        let items = try VirtualSchoolFixture.items(Array((header + "replacesdocument,replacesrow\n" + row).utf8))
        #expect(items.first?.draft?.action == action)
        #expect(items.first?.fault?.rule == (action == nil ? "virtual-school.attendance.replaces" : nil))
    }

    @Test func `an unexplained absence becomes this record and this alert`() throws {
        let items = try VirtualSchoolFixture.items(VirtualSchoolFixture.sample())
        let child = """
            {"childId":"EM-2208","upn":"H990400318001","name":{"given":"Callum","family":"Brightwater"},\
            "dateOfBirth":"2012-06-15","yearGroup":"9","careAuthority":"991"}
            """
        let school = """
            {"urn":"990003","laestab":"9904003","name":"Kingsmead School","authority":"990","telephone":"01632 960103",\
            "provision":"school"}
            """
        let contacts = """
            [{"who":"carer","at":"2026-11-20T13:40:00Z","outcome":"reached"},\
            {"who":"social-worker","at":"2026-11-20T13:50:00Z","outcome":"message-left"}]
            """
        let mark = try #require(items[5].draft)
        #expect(
            String(decoding: mark.data.json, as: UTF8.self) == """
                {"markId":"M-0005","school":\(school),"child":\(child),"date":"2026-11-20","session":"PM","code":"O",\
                "collected":{"at":"2026-11-20T13:30:00Z","method":"call","informant":"head of year"},\
                "contactsTried":\(contacts),"handling":{"marking":"OFFICIAL-SENSITIVE"}}
                """
        )
        #expect(mark.routes == [.directory(kind: "virtual-school", scheme: "la-code", value: "991")])
        #expect(mark.time == "2026-11-20T13:30:00Z")
        let alert = try #require(items[6].draft)
        #expect(
            String(decoding: alert.data.json, as: UTF8.self) == """
                {"markId":"M-0005","why":"absent-unexplained","raisedAt":"2026-11-20T13:30:00Z","date":"2026-11-20",\
                "session":"PM","code":"O","school":\(school),"child":\(child),"contactsTried":\(contacts),\
                "whoToCall":{"name":"Careline attendance desk","telephone":"01632 960150"},\
                "handling":{"marking":"OFFICIAL-SENSITIVE"}}
                """
        )
        #expect(alert.routes == [.directory(kind: "childrens-services", scheme: "la-code", value: "991")])
    }

    @Test(arguments: [
        ("/", [Self.mark]), ("L", [Self.mark]), ("I", [Self.mark]), ("G", [Self.mark]), ("U", [Self.mark]),
        ("N", [Self.mark, Self.alert]), ("O", [Self.mark, Self.alert]),
    ])
    func `only an absence that nobody can explain raises an alert`(code: String, expected: [String]) throws {
        let found = try VirtualSchoolFixture.items(code: code).compactMap(\.draft).map {
            "\($0.action.word) \($0.contract)"
        }
        #expect(found == expected)
    }

    @Test(arguments: [
        ("AM", "2026-11-20T10:29:59Z", false), ("AM", "2026-11-20T10:30:00Z", true),
        ("PM", "2026-11-20T10:45:00Z", false),
        ("PM", "2026-11-20T14:30:00Z", true), ("PM", "2026-11-21T07:00:00Z", true),
        ("AM", "2026-11-19T23:00:00Z", false),
        ("AM", "2026-11-20T11:29:00+01:00", false),
    ])
    func `a missing mark is an alert from the cut-off of its session`(session: String, collected: String, late: Bool)
        throws
    {
        let items = try VirtualSchoolFixture.items(session: session, code: "", collected: collected)
        #expect(items.map(\.summary) == [late ? "row 2, alert: \(Self.alert)" : "row 2: passed"])
    }

    @Test func `the cut-off is by the wall clock, whatever offset the collector writes`() throws {
        let date = "2026-06-12"
        for (collected, late) in [
            ("\(date)T09:29:00Z", false), ("\(date)T09:30:00Z", true), ("\(date)T10:30:00+01:00", true),
        ] {
            let items = try VirtualSchoolFixture.items(date: date, code: "", collected: collected)
            #expect(items.contains { $0.draft != nil } == late)
        }
    }

    @Test func `the cut-off and the days of alerting can be set`() throws {
        let settings = """
            {"contact": {"name": "n", "telephone": "01632 960150"}, "cutoffMorning": "09:00", "alertDays": 0, "careAuthority": "992"}
            """
        #expect(
            try VirtualSchoolFixture.items(code: "", settings: settings).map(\.summary) == [
                "row 2, alert: \(Self.alert)"
            ]
        )
        #expect(try VirtualSchoolFixture.items(date: "2026-11-19", code: "N", settings: settings).count == 1)
        #expect(try VirtualSchoolFixture.items(date: "2026-11-19", code: "N").count == 2)
        #expect(try VirtualSchoolFixture.items(date: "2026-11-12", code: "N").count == 1)
    }

    @Test(arguments: [("H", "write C "), ("J", "write J1 "), ("Y", "Y1 to Y7")])
    func `a withdrawn code is a fault that tells its replacement, and a mark of its time goes on`(
        code: String,
        mend: String
    ) throws {
        let fault = try #require(try VirtualSchoolFixture.items(date: "2024-08-19", code: code).first?.fault)
        #expect(fault.rule == "virtual-school.attendance.code-withdrawn")
        #expect(fault.mend.contains(mend))
        #expect(
            try VirtualSchoolFixture.items(date: "2024-08-18", code: code).map(\.summary) == ["row 2: \(Self.mark)"]
        )
    }

    @Test func `a mark that says nothing about a child makes no message`() throws {
        #expect(try VirtualSchoolFixture.items(code: "#").map(\.summary) == ["row 2: passed"])
        #expect(try VirtualSchoolFixture.items(code: "Z").map(\.summary) == ["row 2: passed"])
    }

    @Test func `a row is a fault when its recipient, school, id or numbers cannot be told, and the others survive`()
        throws
    {
        let header =
            "markid,careauthority,childid,urn,schoolname,date,session,code,collectedat,method,minuteslate,agreedhours,addressrestricted\n"
        let tail = "2026-11-20,AM,/,2026-11-20T09:10:00Z,call"
        let rows = [
            "m1,99,c1,990001,,\(tail),,,", "m2,990,c1,,,\(tail),,,", ",990,c1,990001,,\(tail),,,",
            "m4,990,c1,990001,,\(tail),five,,",
            "m5,990,c1,990001,,\(tail),,1.234,", "m6,990,c1,990001,,\(tail),,,perhaps",
            "m7,990,c1,,Quayside Studio,\(tail),,12.5,yes",
        ]
        let items = try VirtualSchoolFixture.items(Array((header + rows.joined(separator: "\n") + "\n").utf8))
        #expect(
            items.map(\.summary) == [
                "row 2: virtual-school.child.care-authority", "row 3: virtual-school.school.missing",
                "row 4: virtual-school.attendance.mark-id", "row 5: virtual-school.attendance.number",
                "row 6: virtual-school.attendance.number", "row 7: virtual-school.attendance.flag",
                "row 8: \(Self.mark)",
            ]
        )
        #expect(items.last?.draft?.data.at("reducedTimetable", "agreedHours") == .number("12.5"))
        #expect(items.last?.draft?.data.at("child", "addressRestricted") == .bool(true))
    }
}

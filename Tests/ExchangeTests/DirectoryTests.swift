// SPDX-License-Identifier: Apache-2.0

import Contracts
import Exchange
import JSONSchema
import Testing

@Suite("Directory")
struct DirectoryTests {
    private static let fingerprint = String(repeating: "ab", count: 32)
    private let bytes = [UInt8](repeating: 0xAB, count: 32)

    private func directory(_ changes: (String, String)...) throws -> Directory {
        try Fixture.book(directory: changes.reduce(Fixture.directory) { $0.replacing($1.0, with: $1.1) }).directory
    }

    private func credentials(_ entries: String) throws -> BookDocument {
        try BookDocument(
            yaml: "apiVersion: concordat/v1\nkind: Credentials\nid: trial\nclients:\n\(entries)\n",
            file: "credentials.yaml"
        )
    }

    @Test func `a client is known by its certificate from the first day to the last`() throws {
        let certificates = "certificates: [{sha256: '\(Self.fingerprint)', from: '2026-11-01', until: '2026-11-30'}]"
        let directory = try directory(("name: Other}", "name: Other, \(certificates)}"))
        for (moment, known) in [
            ("2026-10-31T23:59:59Z", false), ("2026-11-01T00:00:00Z", true), ("2026-11-30T23:59:59Z", true),
            ("2026-12-01T00:00:00Z", false),
        ] {
            #expect((directory.client(fingerprint: bytes, at: Fixture.time(moment)) != nil) == known)
        }
        #expect(directory.client(fingerprint: bytes, at: Fixture.morning)?.id == ClientID("other"))
        #expect(directory.client(fingerprint: [1], at: Fixture.morning) == nil)
    }

    @Test func `credentials add certificates to clients of the directory`() throws {
        let document = try credentials(
            "  - {client: other, certificates: [{sha256: '\(Self.fingerprint)', from: '2026-11-01'}]}"
        )
        let book = try Fixture.book(adding: [document])
        #expect(book.directory.client(fingerprint: bytes, at: Fixture.morning)?.id == ClientID("other"))
    }

    @Test func `a certificate belongs to one client and credentials to a known one`() throws {
        let twice = try credentials(
            """
              - {client: other, certificates: [{sha256: '\(Self.fingerprint)', from: '2026-11-01'}]}
              - {client: records, certificates: [{sha256: '\(Self.fingerprint)', from: '2026-11-01'}]}
            """
        )
        let stranger = try credentials("  - {client: nobody, certificates: []}")
        for (document, key) in [(twice, "/clients/1/certificates/0/sha256"), (stranger, "/clients/0/client")] {
            do {
                _ = try Fixture.book(adding: [document])
                Issue.record("the book was made")
            } catch let error as BookProblems {
                #expect(error.problems.map(\.key) == [key])
                #expect(error.problems.allSatisfy { $0.file == "credentials.yaml" && $0.line != nil })
            }
        }
    }

    @Test func `an authorisation is for an agency, a contract, a direction and its days`() throws {
        let directory = try directory()
        func find(_ agency: String, _ contract: String, _ direction: Authorisation.Direction, _ day: String) -> Bool {
            guard let major = ContractMajor(parsing: contract) else { return false }
            return directory.authorisation(
                client: ClientID("records"),
                agency: AgencyID(agency),
                contract: major,
                direction: direction,
                on: Fixture.day(day)
            ) != nil
        }
        #expect(find("police", "test.episode@1", .send, "2026-09-01"))
        #expect(!find("police", "test.episode@1", .send, "2026-08-31"))
        #expect(!find("police", "test.episode@2", .send, "2026-09-01"))
        #expect(!find("police", "test.episode@1", .receive, "2026-09-01"))
        #expect(!find("services", "test.episode@1", .send, "2026-09-01"))
        #expect(find("school-a", "test.episode@1", .send, "2026-10-31"))
        #expect(!find("school-a", "test.episode@1", .send, "2026-11-01"))
        #expect(find("virtual", "test.episode@1", .receive, "2026-09-01"))
        #expect(
            directory.isAuthorised(
                client: ClientID("records"),
                agency: AgencyID("school-b"),
                direction: .send,
                on: Fixture.day("2026-11-21")
            )
        )
        #expect(
            !directory.isAuthorised(
                client: ClientID("other"),
                agency: AgencyID("police"),
                direction: .send,
                on: Fixture.day("2026-11-21")
            )
        )
    }

    @Test func `agencies are found by kind and any of their identifiers`() throws {
        let directory = try directory()
        #expect(directory.agencies(kind: "virtual-school", scheme: "la-code", value: "992") == [AgencyID("virtual")])
        #expect(
            directory.agencies(kind: "childrens-services", scheme: "la-code", value: "990") == [AgencyID("services")]
        )
        #expect(directory.agencies(kind: "school", scheme: "la-code", value: "990").isEmpty)
        #expect(directory.agencies(kind: "school", scheme: "urn", value: "").isEmpty)
    }

    @Test func `a source belongs to its client and agency byte by byte`() throws {
        let directory = try directory(("source: 'urn:test:police'", "source: 'urn:test:K'"))
        #expect(directory.sourceBelongs("urn:test:K", client: ClientID("records"), agency: AgencyID("police")))
        // The Kelvin sign is canonically equal to K.
        #expect(!directory.sourceBelongs("urn:test:\u{212A}", client: ClientID("records"), agency: AgencyID("police")))
        #expect(!directory.sourceBelongs("urn:test:K", client: ClientID("other"), agency: AgencyID("police")))
        #expect(!directory.sourceBelongs("urn:test:K", client: ClientID("records"), agency: AgencyID("school-a")))
    }

    @Test func `membership of a group is dated`() throws {
        let directory = try directory()
        let left = AgencyID("school-left")
        #expect(directory.isMember(left, of: "schools", on: Fixture.day("2026-10-31")))
        #expect(!directory.isMember(left, of: "schools", on: Fixture.day("2026-11-01")))
        #expect(!directory.isMember(AgencyID("police"), of: "schools", on: Fixture.day("2026-10-31")))
    }

    @Test func `an agency is reached by mailbox unless it says otherwise`() throws {
        let pin = String(repeating: "0f", count: 32)
        let push =
            "delivery: {way: push, url: 'https://hub.example/in', pin: 'sha256:\(pin)', adapter: police, settings: {a: b}}"
        let directory = try directory(
            ("kind: charity}", "kind: charity, \(push)}"),
            ("name: A,", "name: A, delivery: mailbox,"),
            ("name: B,", "name: B, delivery: {way: mailbox, adapter: schools},")
        )
        let target = PushTarget(
            url: "https://hub.example/in",
            pin: .certificate(sha256: [UInt8](repeating: 0x0F, count: 32))
        )
        #expect(directory.agencies[AgencyID("unreading")]?.delivery == .push(target))
        #expect(directory.agencies[AgencyID("unreading")]?.adapter == "police")
        #expect(directory.agencies[AgencyID("unreading")]?.adapterSettings["a"] == .string("b"))
        #expect(directory.agencies[AgencyID("school-a")]?.delivery == .mailbox)
        #expect(directory.agencies[AgencyID("school-b")]?.adapter == "schools")
        #expect(directory.agencies[AgencyID("virtual")]?.delivery == .mailbox)
    }

    @Test func `feeds are for named agencies or for any that is authorised`() throws {
        let feeds = """
            kind: Directory
            feeds:
              - {id: all, adapter: schools, contracts: [test.episode@1], settings: {key: value}}
              - {id: one, adapter: police, contracts: [test.episode@1], agencies: [police]}
            """
        let directory = try directory(("kind: Directory", feeds))
        #expect(directory.feeds["all"]?.agencies == nil)
        #expect(directory.feeds["all"]?.settings["key"] == .string("value"))
        #expect(directory.feeds["one"]?.agencies == [AgencyID("police")])
        #expect(directory.feeds["one"]?.contracts.map(\.description) == ["test.episode@1"])
    }

    static let faults = [
        ("kind: charity}", "kind: charity, reads: test}", "/agencies/7/reads"),
        ("kind: charity}", "kind: charity, reads: [test]}", "/agencies/7/reads/0"),
        ("kind: charity}", "kind: charity, publicAuthority: 'yes'}", "/agencies/7/publicAuthority"),
        ("kind: charity}", "kind: charity, suspendedFrom: 2026}", "/agencies/7/suspendedFrom"),
        ("kind: charity}", "kind: charity, identifiers: [a]}", "/agencies/7/identifiers"),
        (
            "kind: charity}", "kind: charity, approvalKeys: [{id: k, ed25519: AAAA}]}",
            "/agencies/7/approvalKeys/0/ed25519"
        ),
        (
            "kind: charity}", "kind: charity, delivery: {way: push, url: 'http://a.example', pin: x}}",
            "/agencies/7/delivery/url"
        ),
        (
            "kind: charity}", "kind: charity, delivery: {way: push, url: 'https://a.example'}}",
            "/agencies/7/delivery/pin"
        ),
        (
            "kind: charity}", "kind: charity, delivery: {way: push, url: 'https://a.example', pin: 'sha256:00'}}",
            "/agencies/7/delivery/pin"
        ),
        (
            "kind: charity}", "kind: charity, delivery: {way: mailbox, url: 'https://a.example'}}",
            "/agencies/7/delivery/url"
        ),
        ("kind: charity}", "kind: charity, delivery: pigeon}", "/agencies/7/delivery"),
        ("id: unreading", "id: Unreading", "/agencies/7/id"),
        ("id: unreading", "id: stopped", "/agencies/8/id"),
        ("{agency: school-b, from: '2026-09-01'}", "{agency: ghost, from: '2026-09-01'}", "/groups/0/members/1/agency"),
        ("until: '2026-10-31'}\n", "until: '2026-08-31'}\n", "/groups/0/members/2/until"),
        ("direction: receive", "direction: sideways", "/clients/0/authorisations/4/direction"),
        ("source: 'urn:test:police'", "source: 'urn:tést:police'", "/clients/0/sources/0/source"),
        ("source: 'urn:test:police'", "source: 'urn:test:stopped'", "/clients/0/sources/1/source"),
        ("apiVersion: concordat/v1", "apiVersion: concordat/v2", "/apiVersion"),
        (
            "partnership: testshire",
            "partnership: testshire\nfeeds: [{id: f, adapter: a, contracts: [c@1], settings: [1]}]", "/feeds/0/settings"
        ),
    ]

    @Test(arguments: faults)
    func `a fault is found at its line`(_ text: String, becoming change: String, key: String) throws {
        #expect(Fixture.directory.contains(text))
        let problems = try Fixture.problems(
            directory: Fixture.directory.replacing(text, with: change, maxReplacements: 1)
        )
        #expect(problems.contains { $0.key == key && $0.line != nil && !$0.mend.isEmpty }, "\(problems)")
    }
}

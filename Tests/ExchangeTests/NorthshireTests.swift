// SPDX-License-Identifier: Apache-2.0

import Contracts
import Exchange
import Foundation
import JSONSchema
import Testing

/// The documents of the invented partnership, as the checkout has them.
enum Northshire {
    static let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("contracts")

    static func documents() throws -> [BookDocument] {
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        let paths = (files?.compactMap { $0 as? URL } ?? []).filter {
            $0.pathExtension == "yaml" && !$0.pathComponents.contains("shapes")
        }
        return try paths.sorted { $0.path < $1.path }.map { path in
            try BookDocument(yaml: try String(contentsOf: path, encoding: .utf8), file: path.lastPathComponent)
        }
    }

    static func book() throws -> Book {
        let documents = try documents()
        let keys = BookKeys.sequential(try Book.namesNeedingKeys(documents))
        return try Book(version: 1, documents: documents, keys: keys, requireApprovals: false)
    }

    static func example(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appendingPathComponent(path)))
    }
}

@Suite("Northshire")
struct NorthshireTests {
    private let book: Book

    /// Compiled once: it holds every contract of the checkout.
    private static let shared = Result { try Northshire.book() }

    init() throws { book = try Self.shared.get() }

    private func judge(
        _ contract: String,
        _ example: String,
        from agency: String,
        client: String,
        source: String,
        to: [String],
        purpose: String? = nil
    ) throws -> Judgement {
        let version = try #require(book.contracts.all.last { $0.id.name == contract })
        let path = contract.replacing(".", with: "/") + "/examples/" + example
        let document = try JSONDocument(try Northshire.example(path))
        let envelope = Envelope(
            id: UniqueID.derived(from: [path]),
            source: source,
            type: version.contract.messageType,
            time: Fixture.morning,
            timeText: Fixture.morning.description,
            dataschema: version.contract.dataschema,
            recipients: to.map { AgencyID($0) },
            purpose: purpose
        )
        let judgement = book.judge(
            envelope,
            data: document.root,
            actor: Actor(client: ClientID(client), agency: AgencyID(agency)),
            on: Fixture.morning
        )
        try checkBodies(judgement, document.root, holder: agency)
        return judgement
    }

    /// Every body that would leave satisfies the schema published for it.
    private func checkBodies(_ judgement: Judgement, _ data: JSONNode, holder: String) throws {
        let agency = try #require(book.directory.agencies[AgencyID(holder)])
        for disclosure in judgement.disclosures {
            guard case .permitted(let clause, _) = disclosure.verdict else { continue }
            let body = try JSONDocument(clause.body(of: data, holder: agency))
            #expect(try CompiledSchema(clause.view.schema).validate(body.root).isEmpty, "\(clause.ref)")
        }
    }

    private func suspension(
        _ example: String,
        from school: String = "harbour-academy",
        client: String = "registerpro",
        to: [String] = ["northshire-childrens-services"]
    ) throws -> Judgement {
        try judge(
            "schools.suspension-notification",
            example,
            from: school,
            client: client,
            source: "urn:northshire:schools:\(school)",
            to: to
        )
    }

    @Test func `a book without the code lists its contracts look into does not compile`() throws {
        let documents = try Northshire.documents().filter { $0.kind != .codeList }
        let keys = BookKeys.sequential(try Book.namesNeedingKeys(documents))
        let error = try #require(throws: BookProblems.self) {
            try Book(version: 1, documents: documents, keys: keys, requireApprovals: false)
        }
        #expect(error.description.contains("there is no code list dfe-attendance-codes"))
    }

    /// Contracts may stand ready before an agreement uses them; nothing of them may be sent until then.
    @Test func `all documents make a book and every contract that an agency reads has a clause`() {
        #expect(book.directory.agencies.count == 11)
        #expect(Set(book.agreements.map(\.ref.id)).count == book.agreements.count)
        let used = Set(book.clauses.map(\.contract.id.name)).union(["gateway.record-held"])
        let read = Set(book.directory.agencies.values.flatMap { $0.reads.map(\.name) })
        #expect(read.subtracting(used) == [])
        #expect(read.count >= 7)
    }

    @Test func `every agency that a clause reaches reads the contract and has a client to fetch it`() {
        let day = Fixture.day("2026-11-21")
        for clause in book.clauses where book.governing(clause.ref.agreement.id, on: day) != nil {
            for endpoint in clause.rule.to {
                guard case .agency(let id) = endpoint, let agency = book.directory.agencies[id] else { continue }
                #expect(agency.reads.contains(clause.outgoing.major), "\(id) \(clause.outgoing.id)")
                #expect(
                    book.directory.clients.keys.contains {
                        book.directory.authorisation(
                            client: $0,
                            agency: id,
                            contract: clause.outgoing.major,
                            direction: .receive,
                            on: day
                        ) != nil
                    },
                    "\(id) \(clause.outgoing.id)"
                )
            }
        }
    }

    @Test func `a suspension of a looked-after child reaches the virtual school that nobody named`() throws {
        let judgement = try suspension("good-looked-after.json")
        #expect(
            judgement.verdicts == [
                "northshire-childrens-services": "school-to-authority",
                "northshire-virtual-school": "looked-after-to-virtual-school",
            ]
        )
    }

    @Test func `a child of the neighbouring authority is told of there and not here`() throws {
        let judgement = try suspension(
            "good-other-care-authority.json",
            from: "kingsmead-school",
            client: "kingsmead-office",
            to: ["northshire-childrens-services", "northshire-virtual-school"]
        )
        #expect(
            judgement.verdicts == [
                "northshire-childrens-services": "school-to-authority",
                "northshire-virtual-school": "recipient.unrelated",
                "eastmoor-virtual-school": "suspension-to-care-authority",
                "eastmoor-childrens-services": "suspension-to-care-authority",
            ]
        )
    }

    @Test func `a school cannot report a suspension of another school's`() throws {
        let judgement = try suspension("good-other-care-authority.json")
        #expect(judgement.verdicts == ["northshire-childrens-services": "disclosure.condition-unmet"])
    }

    @Test func `a school whose authorisation ended cannot send through its old supplier`() throws {
        let judgement = try judge(
            "schools.suspension-notification",
            "good-census.json",
            from: "mill-lane-primary",
            client: "registerpro",
            source: "urn:northshire:schools:mill-lane-primary",
            to: ["northshire-childrens-services"]
        )
        #expect(judgement.refusal?.code == .clientNotAuthorised)
    }

    @Test func `marks go to the virtual school of the care authority`() throws {
        for (example, to, other) in [
            ("good-present.json", "northshire-virtual-school", "eastmoor-virtual-school"),
            ("good-out-of-authority.json", "eastmoor-virtual-school", "northshire-virtual-school"),
        ] {
            let judgement = try judge(
                "virtual-school.daily-attendance",
                example,
                from: "northshire-virtual-school",
                client: "careline",
                source: "urn:northshire:virtual-school:careline",
                to: [to, other]
            )
            #expect(judgement.disclosures.map(\.isPermitted) == [true, false])
            #expect(judgement.verdicts[other] == "recipient.unrelated")
        }
    }

    @Test func `an alert goes to the children's services of the care authority`() throws {
        let judgement = try judge(
            "virtual-school.absence-alert",
            "good-not-established.json",
            from: "northshire-virtual-school",
            client: "careline",
            source: "urn:northshire:virtual-school:careline",
            to: ["northshire-childrens-services"]
        )
        #expect(judgement.isAccepted)
    }

    private func missing(_ example: String, to: [String], purpose: String? = nil) throws -> Judgement {
        try judge(
            "police.missing-episode",
            example,
            from: "northshire-police",
            client: "police-records",
            source: "urn:northshire:police:records",
            to: to,
            purpose: purpose
        )
    }

    @Test func `a missing child is told of whole to children's services and in part to school and virtual school`()
        throws
    {
        let to = ["northshire-childrens-services", "northshire-virtual-school", "harbour-academy", "kingsmead-school"]
        let judgement = try missing("good-missing.json", to: to)
        #expect(
            judgement.verdicts == [
                "northshire-childrens-services": "police-to-childrens-services",
                "northshire-virtual-school": "police-to-virtual-school", "harbour-academy": "police-to-school",
                "kingsmead-school": "recipient.unrelated",
            ]
        )
        let agency = try #require(book.directory.agencies[AgencyID("northshire-police")])
        let data = try JSONDocument(try Northshire.example("police/missing-episode/examples/good-missing.json")).root
        let school = try #require(judgement.clause(for: "harbour-academy"))
        let body = try JSONValue(parsing: school.body(of: data, holder: agency))
        #expect(body["child"]?["name"] != nil)
        #expect(body["reporter"] == nil && body["lastSeen"] == nil && body["child"]?["nhsNumber"] == nil)
    }

    @Test func `a restricted address stays with those who may receive it`() throws {
        let judgement = try missing("good-restricted.json", to: ["northshire-childrens-services", "harbour-academy"])
        let agency = try #require(book.directory.agencies[AgencyID("northshire-police")])
        let data = try JSONDocument(try Northshire.example("police/missing-episode/examples/good-restricted.json")).root
        for disclosure in judgement.disclosures {
            guard case .permitted(let clause, _) = disclosure.verdict else { continue }
            let body = try JSONValue(parsing: clause.body(of: data, holder: agency))
            #expect(
                (body["child"]?["address"] != nil)
                    == (disclosure.recipient == AgencyID("northshire-childrens-services"))
            )
        }
        #expect(judgement.isAccepted)
    }

    @Test func `the pilot has ended`() throws {
        let judgement = try missing("good-missing.json", to: ["northshire-early-help"])
        #expect(judgement.verdicts == ["northshire-early-help": "agreement.not-in-force"])
    }

    @Test func `a charge goes to youth justice, and without the allegation to children's services`() throws {
        let judgement = try judge(
            "police.child-charge-notification",
            "good-charge.json",
            from: "northshire-police",
            client: "police-records",
            source: "urn:northshire:police:records",
            to: ["northshire-youth-justice", "northshire-childrens-services"]
        )
        #expect(judgement.disclosures.map(\.isPermitted) == [true, true])
        #expect(judgement.clause(for: "northshire-youth-justice")?.disclosed == [""])
        #expect(judgement.clause(for: "northshire-childrens-services")?.withheld.contains("/offences") == true)
    }

    @Test func `a referral goes to the service asked for, and its existence to the front door`() throws {
        let judgement = try judge(
            "health.early-help-referral",
            "good-bars.json",
            from: "northshire-health",
            client: "health-hub",
            source: "urn:northshire:health:hub",
            to: ["northshire-early-help", "northshire-childrens-services"]
        )
        #expect(
            judgement.verdicts == [
                "northshire-early-help": "referral-to-early-help",
                "northshire-childrens-services": "existence-to-childrens-services",
            ]
        )
        #expect(judgement.clause(for: "northshire-childrens-services")?.type == "uk.northshire.gateway.record-held.v1")
    }
}

// SPDX-License-Identifier: Apache-2.0

import Contracts
import Crypto
import Exchange
import JSONSchema
import Testing

@Suite("Book: versions and approvals")
struct BookGovernanceTests {
    private func first(more: String = "") -> String {
        Fixture.agreement(Fixture.clause("old", to: "services"), more: more)
    }

    private func second(from: String = "2026-10-01", more: String = "") -> String {
        Fixture.agreement(Fixture.clause("new", to: "services"), version: 2, from: from, more: more)
    }

    private func verdict(_ book: Book) throws -> String? {
        try Sending(to: ["services"]).judged(by: book).verdicts["services"]
    }

    @Test func `the newest version that has begun governs`() throws {
        let book = try Fixture.book(first(), second())
        #expect(try verdict(book) == "new")
        #expect(book.governing("pact", on: Fixture.day("2026-11-21"))?.ref.version == 2)
        #expect(book.governing("pact", on: Fixture.day("2026-09-30"))?.ref.version == 1)
        #expect(book.governing("pact", on: Fixture.day("2026-08-31")) == nil)
        #expect(try verdict(Fixture.book(first(), second(from: "2026-12-01"))) == "old")
    }

    @Test(arguments: [
        "status: revoked", "status: suspended", "revoked: '2026-11-21'", "status: revoked\nrevoked: '2026-11-20'",
    ])
    func `a stopped version permits nothing and does not give way to the one before`(stop: String) throws {
        #expect(try verdict(Fixture.book(first(), second(more: stop))) == "agreement.not-in-force")
    }

    @Test func `a revocation binds from its day on`() throws {
        #expect(try verdict(Fixture.book(first(), second(more: "revoked: '2026-11-22'"))) == "new")
    }

    @Test func `a draft changes nothing`() throws {
        #expect(try verdict(Fixture.book(first(), second(more: "status: draft"))) == "old")
    }

    @Test func `what a later version dropped is not permitted, which is not the same as lapsed`() throws {
        let moved = Fixture.agreement(Fixture.clause("new", to: "virtual"), version: 2)
        #expect(try verdict(Fixture.book(first(), moved)) == "disclosure.not-permitted")
    }

    // MARK: approvals

    private let policeKey = Curve25519.Signing.PrivateKey()
    private let servicesKey = Curve25519.Signing.PrivateKey()
    private let schoolKey = Curve25519.Signing.PrivateKey()

    private func signed(accession: Curve25519.Signing.PrivateKey? = nil) throws -> String {
        func keys(_ key: Curve25519.Signing.PrivateKey) -> String {
            "approvalKeys: [{id: key-1, ed25519: '\(base64(Array(key.publicKey.rawRepresentation)))'}]"
        }
        let message = AgencyGroup.accessionMessage(
            group: "schools",
            agency: AgencyID("school-a"),
            from: Fixture.day("2026-09-01")
        )
        let signature = base64(Array(try (accession ?? schoolKey).signature(for: message)))
        return Fixture.directory
            .replacing(
                "identifiers: {force-code: '99'}",
                with: "identifiers: {force-code: '99'}\n    \(keys(policeKey))"
            )
            .replacing("identifiers: {la-code: '990'},", with: "identifiers: {la-code: '990'}, \(keys(servicesKey)),")
            .replacing("identifiers: {urn: '100001'},", with: "identifiers: {urn: '100001'}, \(keys(schoolKey)),")
            .replacing(
                "{agency: school-a, from: '2026-09-01'}",
                with: "{agency: school-a, from: '2026-09-01', accession: {key: key-1, signature: '\(signature)'}}"
            )
    }

    private func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var text = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let number = group.reduce(0) { $0 << 8 | Int($1) } << ((3 - group.count) * 8)
            for place in 0..<4 { text.append(place <= group.count ? alphabet[number >> ((3 - place) * 6) & 63] : "=") }
        }
        return text
    }

    private func approval(
        _ agreement: Agreement,
        _ agency: String,
        _ key: Curve25519.Signing.PrivateKey,
        hash: [UInt8]? = nil
    ) throws -> BookDocument {
        let sha256 = hash ?? agreement.sha256
        let signature = try key.signature(for: Approval.message(agreement: agreement.ref, sha256: sha256))
        return Approval(
            agreement: agreement.ref,
            sha256: sha256,
            agency: AgencyID(agency),
            keyID: "key-1",
            signature: Array(signature)
        ).document()
    }

    @Test func `what is signed is agreement, version and hash`() {
        let message = Approval.message(agreement: AgreementRef(id: "pact", version: 3), sha256: [0, 255])
        #expect(String(decoding: message, as: UTF8.self) == "concordat/agreement-approval/v1\npact\n3\n00ff\n")
    }

    @Test func `a version counts only with the signature of every agency in its clauses`() throws {
        let directory = try signed()
        let agreement = try #require(try Fixture.book(first(), directory: directory).agreements.first)
        let police = try approval(agreement, "police", policeKey)
        let services = try approval(agreement, "services", servicesKey)

        let none = try Fixture.book(first(), directory: directory, requireApprovals: true)
        #expect(try verdict(none) == "disclosure.not-permitted")
        #expect(none.missingApprovals(agreement.ref) == [AgencyID("police"), AgencyID("services")])
        let half = try Fixture.book(first(), directory: directory, adding: [police], requireApprovals: true)
        #expect(try verdict(half) == "disclosure.not-permitted")
        #expect(half.notices.contains { $0.mend.contains("services") })
        let whole = try Fixture.book(first(), directory: directory, adding: [police, services], requireApprovals: true)
        #expect(try verdict(whole) == "old")
        #expect(whole.missingApprovals(agreement.ref).isEmpty)
    }

    @Test func `approvals by another key, of another text or of another version do not count`() throws {
        let directory = try signed()
        let agreement = try #require(try Fixture.book(first(), directory: directory).agreements.first)
        let police = try approval(agreement, "police", policeKey)
        for wrong in [
            try approval(agreement, "services", policeKey),
            try approval(agreement, "services", servicesKey, hash: Array(repeating: 1, count: 32)),
            try approval(agreement, "virtual", servicesKey),
        ] {
            let book = try Fixture.book(first(), directory: directory, adding: [police, wrong], requireApprovals: true)
            #expect(try verdict(book) == "disclosure.not-permitted")
            #expect(book.notices.contains { $0.problem.contains("does not count") })
        }
    }

    @Test func `a new version without its signatures leaves the old one in force`() throws {
        let directory = try signed()
        let agreement = try #require(try Fixture.book(first(), directory: directory).agreements.first)
        let approvals = [
            try approval(agreement, "police", policeKey), try approval(agreement, "services", servicesKey),
        ]
        let book = try Fixture.book(first(), second(), directory: directory, adding: approvals, requireApprovals: true)
        #expect(try verdict(book) == "old")
    }

    @Test func `stopping an agreement needs no signature and keeps those it has`() throws {
        let directory = try signed()
        let agreement = try #require(try Fixture.book(first(), directory: directory).agreements.first)
        let approvals = [
            try approval(agreement, "police", policeKey), try approval(agreement, "services", servicesKey),
        ]
        let stopped = first().replacing("dpia:", with: "status: revoked\ndpia:")
        let book = try Fixture.book(stopped, directory: directory, adding: approvals, requireApprovals: true)
        #expect(try verdict(book) == "agreement.not-in-force")
        #expect(book.missingApprovals(agreement.ref).isEmpty)
        let changed = first().replacing("A pact", with: "Another pact")
        #expect(try Fixture.book(changed, directory: directory).agreements.first?.sha256 != agreement.sha256)
    }

    @Test func `a school is a member only once it has signed`() throws {
        let text = Fixture.agreement(Fixture.clause(to: "'group:schools'"))
        for (directory, verdict) in [
            (try signed(), "only"), (try signed(accession: policeKey), "disclosure.not-permitted"),
        ] {
            let agreement = try #require(try Fixture.book(text, directory: directory).agreements.first)
            let approvals = [try approval(agreement, "police", policeKey)]
            let book = try Fixture.book(text, directory: directory, adding: approvals, requireApprovals: true)
            let judgement = try Sending(to: ["school-a", "school-b"]).judged(by: book)
            #expect(judgement.verdicts == ["school-a": verdict, "school-b": "disclosure.not-permitted"])
            #expect(book.notices.contains { $0.problem.hasPrefix("school-b") })
        }
    }
}

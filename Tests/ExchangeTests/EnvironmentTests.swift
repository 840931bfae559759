// SPDX-License-Identifier: Apache-2.0

import Exchange
import Testing

@Suite("Environments")
struct EnvironmentTests {
    private static let liveCertificate = [UInt8](repeating: 0xAB, count: 32)
    private static let testCertificate = [UInt8](repeating: 0xCD, count: 32)

    /// The fixture with a contract that identifies a child by NHS number.
    private func book(isLive: Bool, scheme: String = "nhs-number") throws -> Book {
        func hex(_ pair: String) -> String { String(repeating: pair, count: 32) }
        let certificates = """
            certificates: [{sha256: '\(hex("ab"))', from: '2026-11-01', environment: live}, \
            {sha256: '\(hex("cd"))', from: '2026-11-01'}]
            """
        let contract = Fixture.contract(extra: "          - {name: number, logicalType: string}")
            .replacing("{scheme: upn, pointer: /upn}", with: "{scheme: \(scheme), pointer: /number}")
        return try Fixture.book(
            Fixture.agreement(Fixture.clause(to: "services")),
            directory: Fixture.directory.replacing("name: Other}", with: "name: Other, \(certificates)}"),
            contracts: [contract, Fixture.recordHeld],
            isLive: isLive
        )
    }

    private func refusal(_ number: String, isLive: Bool, scheme: String = "nhs-number") throws -> Refusal? {
        var sending = Sending(to: ["services"])
        sending.data = #"{"episodeId":"e1","child":{"name":"Ada Lark","number":"\#(number)"}}"#
        return try sending.judged(by: try book(isLive: isLive, scheme: scheme)).refusal
    }

    @Test func `a certificate handed over from test to live is each in its time`() throws {
        func hex(_ pair: String) -> String { String(repeating: pair, count: 32) }
        let certificates = """
            certificates: [{sha256: '\(hex("ab"))', from: '2026-11-01', until: '2026-11-30'}, \
            {sha256: '\(hex("ab"))', from: '2026-12-01', environment: live}]
            """
        let later = try #require(Timestamp(rfc3339: "2026-12-01T09:00:00Z"))
        for (isLive, time, isLetIn) in [
            (false, Fixture.morning, true), (true, Fixture.morning, false), (false, later, false), (true, later, true),
        ] {
            let book = try Fixture.book(
                Fixture.agreement(Fixture.clause(to: "services")),
                directory: Fixture.directory.replacing("name: Other}", with: "name: Other, \(certificates)}"),
                isLive: isLive
            )
            let client = try? book.client(presenting: Self.liveCertificate, at: time)
            #expect((client != nil) == isLetIn, "live \(isLive), \(time)")
        }
    }

    @Test func `a certificate registered for live is let in in live only, and one without a word in test only`() throws
    {
        let live = try book(isLive: true), test = try book(isLive: false)
        #expect(try live.client(presenting: Self.liveCertificate, at: Fixture.morning).id == ClientID("other"))
        #expect(try test.client(presenting: Self.testCertificate, at: Fixture.morning).id == ClientID("other"))
        for (book, fingerprint) in [(live, Self.testCertificate), (test, Self.liveCertificate)] {
            let refusal = #expect(throws: Refusal.self) {
                try book.client(presenting: fingerprint, at: Fixture.morning)
            }
            #expect(refusal?.code == .environmentMismatch)
        }
    }

    @Test func `a certificate nobody registered is unknown in any environment`() throws {
        for isLive in [true, false] {
            let book = try book(isLive: isLive)
            let refusal = #expect(throws: Refusal.self) { try book.client(presenting: [1], at: Fixture.morning) }
            #expect(refusal?.code == .clientUnknown)
        }
    }

    @Test(arguments: ["9990001006", "999 000 1006", "999-999-9999"])
    func `a test number is refused in live and taken elsewhere`(number: String) throws {
        #expect(try refusal(number, isLive: true)?.code == .environmentMismatch)
        #expect(try refusal(number, isLive: false) == nil)
    }

    @Test(arguments: ["4505577104", "450 557 7104", "3200000015"])
    func `a number that may be a person's is refused outside live and never repeated`(number: String) throws {
        let refusal = try #require(try refusal(number, isLive: false))
        #expect(refusal.code == .environmentMismatch)
        #expect(!"\(refusal)".contains(number))
        #expect(try self.refusal(number, isLive: true) == nil)
    }

    @Test func `a number of the national test services passes in both: it is nobody's, and not certainly a test`()
        throws
    {
        for isLive in [true, false] { #expect(try refusal("9434765919", isLive: isLive) == nil) }
    }

    @Test(arguments: ["", "none", "99900010", "99900010061"])
    func `what is no NHS number is left to the contract`(text: String) throws {
        for isLive in [true, false] { #expect(try refusal(text, isLive: isLive) == nil) }
    }

    @Test func `numbers of other schemes do not tell`() throws {
        for isLive in [true, false] {
            #expect(try refusal("9990001006", isLive: isLive, scheme: "case-number") == nil)
            #expect(try refusal("4505577104", isLive: isLive, scheme: "case-number") == nil)
        }
    }

    @Test func `an environment of a certificate is one of two words`() throws {
        let directory = Fixture.directory.replacing(
            "name: Other}",
            with:
                "name: Other, certificates: [{sha256: '\(String(repeating: "ab", count: 32))', from: '2026-11-01', environment: production}]}"
        )
        let problems = try Fixture.problems(directory: directory)
        #expect(problems.map(\.key) == ["/clients/1/certificates/0/environment"])
    }
}

// SPDX-License-Identifier: Apache-2.0

import Exchange
import Testing

/// A small invented partnership with clients known by test certificates.
enum World {
    static let now = Timestamp(rfc3339: "2026-11-21T09:00:00Z") ?? Timestamp(microseconds: 0)
    static let police = Actor(client: ClientID("records"), agency: AgencyID("police"))

    /// A value that must never be seen in an answer that refuses.
    static let secret = "Zephyrine-Quince"

    static func directory(_ certificates: Certificates, live: TestClient? = nil) -> String {
        func known(_ client: TestClient) -> String {
            let environment = client == live ? ", environment: live" : ""
            return "certificates: [{sha256: '\(certificates.fingerprint(client))', from: '2026-01-01'\(environment)}]"
        }
        return """
            apiVersion: concordat/v1
            kind: Directory
            partnership: testshire
            agencies:
              - {id: police, name: Police, kind: police, identifiers: {force-code: '99'}, contacts: {enquiries: 'mailto:desk@police.example'}}
              - {id: services, name: Services, kind: childrens-services, identifiers: {la-code: '990'}, reads: [test.episode@1]}
              - {id: school-a, name: A, kind: school, identifiers: {urn: '100001'}, reads: [test.episode@1]}
              - {id: school-b, name: B, kind: school, identifiers: {urn: '100002'}, reads: [test.episode@1]}
            groups:
              - id: schools
                members: [{agency: school-a, from: '2026-09-01'}]
            clients:
              - id: records
                name: Records
                \(known(.police))
                authorisations: [{agency: police, contracts: [test.episode@1], direction: send, from: '2026-09-01'}]
                sources: [{agency: police, source: 'urn:test:police'}]
              - id: inbox
                name: Inbox
                \(known(.services))
                authorisations: [{agency: services, contracts: [test.episode@1], direction: receive, from: '2026-09-01'}]
              - id: supplier
                name: Supplier
                \(known(.supplier))
                authorisations:
                  - {agency: school-a, contracts: [test.episode@1], direction: receive, from: '2026-09-01'}
                  - {agency: school-b, contracts: [test.other@1], direction: send, from: '2026-09-01'}
                  - {agency: services, contracts: [test.episode@1], direction: send, from: '2026-09-01', until: '2026-10-31'}
                sources: [{agency: school-b, source: 'urn:test:school-b'}]
            feeds:
              - {id: episodes, adapter: none, contracts: [test.episode@1]}
              - {id: elsewhere, adapter: none, contracts: [test.episode@1], agencies: [school-a]}
            """
    }

    static let contract = """
        apiVersion: v3.2.0
        kind: DataContract
        id: test.episode
        name: Episode
        version: '1.0.0'
        description: {purpose: A test.}
        authoritativeDefinitions:
          - {type: canonicalUrl, url: 'https://test.example/contracts/test.episode/1.0.0'}
        schema:
          - name: episode
            logicalType: object
            physicalType: message
            customProperties:
              - {property: messageType, value: test.episode.v1, vendor: gateway}
            properties:
              - {name: episodeId, logicalType: string, required: true, logicalTypeOptions: {maxLength: 40}}
              - {name: urn, logicalType: string}
              - {name: note, logicalType: string, logicalTypeOptions: {maxLength: 2000000}}
        """

    static let agreement = """
        apiVersion: concordat/v1
        kind: SharingAgreement
        id: pact
        version: 1
        title: A pact
        operator: council
        parties: [{agency: police}, {agency: services}, {group: schools}]
        valid: {from: '2026-09-01', until: '2027-08-31'}
        dpia: https://test.example/dpia
        clauses:
          - id: to-services
            effect: permit
            contracts: ['test.episode@1.0']
            from: [police]
            to: [services]
            purposes: [safeguarding:missing]
            discloser: {regime: ukgdpr, basis: [ukgdpr:6-1-e], power: ['https://www.legislation.gov.uk/ukpga/2004/31/section/10']}
            recipient: {regime: ukgdpr, basis: [ukgdpr:6-1-e]}
            disclose: [/episodeId, /urn]
            recipientRetention: P1Y
          - id: to-schools
            effect: permit
            contracts: ['test.episode@1.0']
            from: [police]
            to: ['group:schools']
            match: [{pointer: /urn, recipient: urn}]
            purposes: [education:wellbeing]
            discloser: {regime: ukgdpr, basis: [ukgdpr:6-1-e], power: ['https://www.legislation.gov.uk/ukpga/2004/31/section/10']}
            recipient: {regime: ukgdpr, basis: [ukgdpr:6-1-e]}
            disclose: whole
        """

    static func book(_ certificates: Certificates, live: TestClient? = nil) throws -> Book {
        let texts = [directory(certificates, live: live), contract, agreement]
        let documents = try texts.enumerated().map {
            try BookDocument(yaml: $0.element, file: "document-\($0.offset).yaml")
        }
        let keys = BookKeys.sequential(try Book.namesNeedingKeys(documents))
        return try Book(version: 7, documents: documents, keys: keys, requireApprovals: false)
    }

    static func id(_ number: Int) -> String {
        let digits = String(number)
        return "0192f0c1-2b3c-7d4e-8f50-" + String(repeating: "0", count: 12 - digits.count) + digits
    }

    /// An event of the police, with the attributes given set or (nil) taken away.
    static func event(
        _ number: Int = 1,
        to recipients: String? = "services",
        data: String = #"{"episodeId":"e-1","note":"kept back"}"#,
        changes: [String: String?] = [:]
    ) -> String {
        var members: [String: String?] = [
            "specversion": "1.0", "id": id(number), "source": "urn:test:police", "type": "test.episode.v1",
            "time": "2026-11-21T08:59:00Z",
            "dataschema": "https://test.example/contracts/test.episode/1.0.0/schema.json",
            "recipientid": recipients,
        ]
        for (name, value) in changes { members[name] = value }
        let written = members.sorted { $0.key < $1.key }.compactMap { name, value in
            value.map { "\"\(name)\":\"\($0)\"" }
        }
        return "{" + (written + ["\"data\":\(data)"]).joined(separator: ",") + "}"
    }
}

/// The clients of the tests.
enum TestClient: String, CaseIterable {
    case police, services, supplier
    /// Has a certificate of the right authority and is in no directory.
    case stranger
}

/// The time stands still unless a test moves it.
struct StillClock: WallClock {
    func now() -> Timestamp { World.now }
}

/// Numbers nobody needs to guess.
struct SystemRandom: RandomSource {
    func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: 0...255) } }
}

// SPDX-License-Identifier: Apache-2.0

import Exchange
import Foundation
import JSONSchema
import NodeKit
import TestKit
import Testing

@testable import concordat

extension EndToEnd {
    @Suite struct FeedCrashTests {
        private static let rows = 4_000

        @Test(.timeLimit(.minutes(2)))
        func
            `a gateway killed while it reads a document reads the rest when it is back, nothing lost and nothing doubled`()
            async throws
        {
            try await Deployment.run(clients: ["registers", "casework"], documents: Self.documents) { deployment in
                let store = deployment.database
                let first = try await deployment.start()
                let answer = try await deployment.speak(as: "registers", to: first) { client in
                    try await client.post(
                        "/v1/feeds/suspensions?wait=0",
                        Array(Self.document(deployment.now).utf8),
                        as: "text/csv"
                    )
                }
                #expect(answer.status == 202, "\(answer.text)")
                let run = try #require(answer.json?["run"]?.stringValue)
                let isMidway = try await eventually(within: .seconds(60)) {
                    try await store.count("SELECT items_done FROM feed_run") >= 512
                }
                await first.program.kill()
                #expect(isMidway)
                let done = try await store.count("SELECT items_done FROM feed_run")
                #expect(done < Self.rows, "killed too late to tell")
                #expect(try await store.count("SELECT count(*) FROM event_key") >= done)
                #expect(try await store.halves(subjects: 2) == [])

                // As if the half minute had passed for which the dead reader holds the document.
                try await store.meddle("UPDATE feed_run SET held_until = now()")
                let second = try await deployment.start()
                try await deployment.speak(as: "registers", to: second) { client in
                    let isDone = try await eventually(within: .seconds(60)) {
                        try await client.get("/v1/feeds/runs/\(run)?limit=1").json?["state"]?.stringValue == "done"
                    }
                    #expect(isDone, "\(second.program.said.suffix(2000))")
                    let page = try await client.get("/v1/feeds/runs/\(run)?limit=1").json
                    let accepted = page?["counts"]?["accepted"]?.integerValue ?? 0
                    let repeated = page?["counts"]?["repeated"]?.integerValue ?? 0
                    #expect(
                        accepted + repeated == Int64(Self.rows),
                        "\(page.map { String(decoding: $0.rawBytes, as: UTF8.self) } ?? "")"
                    )
                }
                #expect(try await store.count("SELECT count(*) FROM event_key") == Self.rows)
                #expect(try await store.count("SELECT count(*) FROM feed_row") == Self.rows)
                #expect(try await store.halves(subjects: 2) == [])
                #expect(await second.program.stop() == 0)
                #expect(try await deployment.verifyAudit().contains("verified"))
            }
        }

        private static func document(_ now: Timestamp) -> String {
            let day = (now + .seconds(-2 * 86_400)).day
            return (0..<rows).reduce(
                into:
                    "urn,suspensionid,pupilkey,startdate,sessions,reason1,category,forename,surname,dob,sex,lookedafter\n"
            ) {
                $0 += "990001,s-\($1),key-\($1),\(day),4,DB,SUSP,Teo,Example,2014-03-09,M,no\n"
            }
        }

        private static func documents(_ now: Timestamp) throws -> [String] {
            let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent()
            // The contract and the code lists it looks into.
            let files = [
                "schools/suspension-notification/1.odcs.yaml", "codelists/dfe-exclusion-categories.yaml",
                "codelists/dfe-exclusion-reasons.yaml", "codelists/dfe-sen-provision.yaml",
            ]
            let texts = try files.map { try String(contentsOfFile: root.path + "/contracts/" + $0, encoding: .utf8) }
            return [directory(now)] + texts + [agreement(now)]
        }

        private static func day(_ now: Timestamp, _ later: Int) -> CalendarDate { (now + .seconds(86_400 * later)).day }

        private static func directory(_ now: Timestamp) -> String {
            """
            apiVersion: concordat/v1
            kind: Directory
            partnership: testshire
            agencies:
              - {id: academy, name: Academy, kind: school, identifiers: {urn: '990001'}}
              - {id: police, name: Police, kind: police}
              - id: services
                name: Services
                kind: childrens-services
                identifiers: {la-code: '990'}
                reads: [schools.suspension-notification@1]
            clients:
              - id: registers
                name: Registers
                authorisations:
                  - {agency: academy, contracts: [schools.suspension-notification@1], direction: send, from: '\(day(now, -60))'}
                sources:
                  - {agency: academy, source: 'urn:test:registers'}
              - id: casework
                name: Casework
                authorisations:
                  - {agency: services, contracts: [schools.suspension-notification@1], direction: receive, from: '\(day(now, -60))'}
            feeds:
              - id: suspensions
                adapter: schools
                contracts: [schools.suspension-notification@1]
                settings: {localAuthority: '990'}
            """
        }

        private static func agreement(_ now: Timestamp) -> String {
            """
            apiVersion: concordat/v1
            kind: SharingAgreement
            id: test-suspensions
            version: 1
            title: Suspensions
            operator: services
            parties:
              - {agency: academy, role: controller}
              - {agency: services, role: controller}
            valid: {from: '\(day(now, -60))', until: '\(day(now, 280))', review: '\(day(now, 190))'}
            clauses:
              - id: to-services
                effect: permit
                contracts: [schools.suspension-notification@1.0]
                from: [academy]
                to: [services]
                purposes: ['education:wellbeing']
                discloser: {regime: ukgdpr, basis: ['ukgdpr:6-1-c', 'ukgdpr:9-2-g', 'dpa18:s1-18'], power: ['https://www.legislation.gov.uk/uksi/2012/1033']}
                recipient: {regime: ukgdpr, basis: ['ukgdpr:6-1-e', 'ukgdpr:9-2-g', 'dpa18:s1-18'], power: ['https://www.legislation.gov.uk/ukpga/2004/31/section/10']}
                disclose: whole
                mode: content
                onward: none
                mayReceiveRestricted: true
            """
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import Contracts
import Exchange
import JSONSchema
import Testing

/// A small invented partnership for the tests of book and decision.
enum Fixture {
    static let morning = time("2026-11-21T09:00:00Z")

    static func time(_ text: String) -> Timestamp {
        Timestamp(rfc3339: text) ?? Timestamp(microseconds: 0)
    }

    static func day(_ text: String) -> CalendarDate {
        CalendarDate(parsing: text) ?? CalendarDate(daysSince1970: 0)
    }

    static let directory = """
        apiVersion: concordat/v1
        kind: Directory
        partnership: testshire
        agencies:
          - id: police
            name: Police
            kind: police
            identifiers: {force-code: '99'}
            publicAuthority: true
            competentAuthority: true
            contacts: {enquiries: 'mailto:desk@police.example'}
          - {id: services, name: Services, kind: childrens-services, identifiers: {la-code: '990'}, reads: [test.episode@1, gateway.record-held@1]}
          - {id: virtual, name: Virtual, kind: virtual-school, identifiers: {la-code: ['990', '992']}, reads: [test.episode@1]}
          - {id: virtual-east, name: East, kind: virtual-school, identifiers: {la-code: '991'}, reads: [test.episode@1]}
          - {id: school-a, name: A, kind: school, identifiers: {urn: '100001'}, reads: [test.episode@1]}
          - {id: school-b, name: B, kind: school, identifiers: {urn: '100002'}, reads: [test.episode@1]}
          - {id: school-left, name: L, kind: school, identifiers: {urn: '100003'}, reads: [test.episode@1]}
          - {id: unreading, name: U, kind: charity}
          - {id: stopped, name: S, kind: charity, reads: [test.episode@1], suspendedFrom: '2026-11-01'}
        groups:
          - id: schools
            members:
              - {agency: school-a, from: '2026-09-01'}
              - {agency: school-b, from: '2026-09-01'}
              - {agency: school-left, from: '2026-09-01', until: '2026-10-31'}
        clients:
          - id: records
            name: Records
            authorisations:
              - {agency: police, contracts: [test.episode@1], direction: send, from: '2026-09-01'}
              - {agency: stopped, contracts: [test.episode@1], direction: send, from: '2026-09-01'}
              - {agency: school-a, contracts: [test.episode@1], direction: send, from: '2026-09-01', until: '2026-10-31'}
              - {agency: school-b, contracts: [other.kind@1], direction: send, from: '2026-09-01'}
              - {agency: virtual, contracts: [test.episode@1], direction: receive, from: '2026-09-01'}
            sources:
              - {agency: police, source: 'urn:test:police'}
              - {agency: stopped, source: 'urn:test:stopped'}
              - {agency: school-a, source: 'urn:test:school-a'}
              - {agency: school-b, source: 'urn:test:school-b'}
          - {id: other, name: Other}
        """

    static func contract(version: String = "1.0.0", extra: String = "") -> String {
        """
        apiVersion: v3.2.0
        kind: DataContract
        id: test.episode
        name: Episode
        version: '\(version)'
        description: {purpose: A test.}
        authoritativeDefinitions:
          - {type: canonicalUrl, url: 'https://test.example/contracts/test.episode/\(version)'}
        schema:
          - name: episode
            logicalType: object
            physicalType: message
            customProperties:
              - {property: messageType, value: test.episode.v1, vendor: gateway}
              - property: subjects
                vendor: gateway
                value:
                  - {pointer: /child, role: child, identifiers: [{scheme: upn, pointer: /upn}]}
                  - {pointer: /suspect, role: suspect, identifiers: [{scheme: pnc-id, pointer: /pnc}]}
            properties:
              - {name: episodeId, logicalType: string, required: true, logicalTypeOptions: {maxLength: 40}}
              - name: child
                logicalType: object
                required: true
                properties:
                  - {name: name, logicalType: string, required: true}
                  - name: upn
                    logicalType: string
                    quality:
                      - {id: upn_check, type: custom, engine: gateway, severity: error, description: The check letter is right., implementation: {check: upn}}
                  - {name: lookedAfter, logicalType: boolean}
                  - {name: careAuthority, logicalType: string}
                  - name: schools
                    logicalType: array
                    items:
                      logicalType: object
                      properties:
                        - {name: urn, logicalType: string, required: true}
        \(extra)
              - name: suspect
                logicalType: object
                properties:
                  - {name: pnc, logicalType: string, required: true}
              - {name: note, logicalType: string}
        """
    }

    static let recordHeld = """
        apiVersion: v3.2.0
        kind: DataContract
        id: gateway.record-held
        name: Held
        version: '1.0.0'
        description: {purpose: A test.}
        authoritativeDefinitions:
          - {type: canonicalUrl, url: 'https://test.example/contracts/gateway.record-held/1.0.0'}
        schema:
          - name: held
            logicalType: object
            physicalType: message
            customProperties:
              - {property: messageType, value: test.record-held.v1, vendor: gateway}
            properties:
              - {name: label, logicalType: string, required: true}
              - name: children
                logicalType: array
                required: true
                items:
                  logicalType: object
                  properties:
                    - name: identifiers
                      logicalType: array
                      required: true
                      items:
                        logicalType: object
                        properties:
                          - {name: scheme, logicalType: string, required: true}
                          - {name: value, logicalType: string, required: true}
              - name: holder
                logicalType: object
                required: true
                properties:
                  - {name: agency, logicalType: string, required: true}
                  - {name: name, logicalType: string, required: true}
              - {name: contact, logicalType: string, required: true}
        """

    /// An agreement between everybody, of clauses already written.
    static func agreement(
        _ clauses: String...,
        id: String = "pact",
        version: Int = 1,
        from: String = "2026-09-01",
        until: String = "2027-08-31",
        more: String = ""
    ) -> String {
        let named = ["police", "services", "virtual", "virtual-east", "school-a", "school-b", "unreading", "stopped"]
        let parties = named.map { "  - {agency: \($0)}\n" }.joined() + "  - {group: schools}"
        return """
            apiVersion: concordat/v1
            kind: SharingAgreement
            id: \(id)
            version: \(version)
            title: A pact
            operator: council
            parties:
            \(parties)
            valid: {from: '\(from)', until: '\(until)'}
            \(more.isEmpty ? "dpia: https://test.example/dpia" : more)
            clauses:
            \(clauses.joined(separator: "\n"))
            """
    }

    static let bases = """
            discloser: {regime: dpa18-part3, basis: [dpa18:p3-36-4, ukgdpr:6-1-e], power: ['https://www.legislation.gov.uk/ukpga/2004/31/section/10']}
            recipient: {regime: ukgdpr, basis: [ukgdpr:6-1-e]}
        """

    /// A clause that permits.
    static func clause(
        _ id: String = "only",
        to: String,
        from: String = "police",
        contract: String = "test.episode@1.0",
        purposes: String = "safeguarding:missing",
        disclose: String? = "whole",
        more: String = ""
    ) -> String {
        """
          - id: \(id)
            effect: permit
            contracts: ['\(contract)']
            from: ['\(from)']
            to: [\(to)]
            purposes: [\(purposes)]
        \(bases)
        \(disclose.map { "    disclose: \($0)" } ?? "    mode: existence")
            \(more.isEmpty ? "onward: none" : more)
        """
    }

    static func denial(_ id: String = "never", to: String, from: String = "police", more: String = "") -> String {
        """
          - id: \(id)
            effect: deny
            contracts: ['test.episode@1']
            from: ['\(from)']
            to: [\(to)]
            \(more)
        """
    }

    static func documents(
        _ agreements: [String],
        directory: String = directory,
        contracts: [String] = [contract(), recordHeld]
    ) throws -> [BookDocument] {
        let texts =
            [("agencies.yaml", directory)] + contracts.map { ("contract.yaml", $0) }
            + agreements.enumerated().map { ("agreement-\($0.offset).yaml", $0.element) }
        return try texts.map { file, text in try BookDocument(yaml: text, file: file) }
    }

    static func book(
        _ agreements: String...,
        directory: String = directory,
        contracts: [String] = [contract(), recordHeld],
        adding more: [BookDocument] = [],
        requireApprovals: Bool = false,
        isLive: Bool = false
    ) throws -> Book {
        let documents = try documents(agreements, directory: directory, contracts: contracts) + more
        let keys = BookKeys.sequential(try Book.namesNeedingKeys(documents))
        return try Book(
            version: 7,
            documents: documents,
            keys: keys,
            requireApprovals: requireApprovals,
            isLive: isLive
        )
    }

    /// The faults of documents that make no book.
    static func problems(
        _ agreements: String...,
        directory: String = directory,
        contracts: [String] = [contract(), recordHeld]
    ) throws -> [FileProblem] {
        let documents = try documents(agreements, directory: directory, contracts: contracts)
        do throws(BookProblems) {
            let keys = BookKeys.sequential(try Book.namesNeedingKeys(documents))
            _ = try Book(version: 7, documents: documents, keys: keys, requireApprovals: false)
            return []
        } catch {
            return error.problems
        }
    }
}

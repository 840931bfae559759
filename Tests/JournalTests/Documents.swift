// SPDX-License-Identifier: Apache-2.0

import Exchange

/// A small invented partnership: the police tell children's services everything and the school the child's name.
enum Documents {
    static let morning = Timestamp(rfc3339: "2026-11-21T09:00:00Z") ?? Timestamp(microseconds: 0)

    static func parse(_ texts: [String]) throws -> [BookDocument] {
        try texts.enumerated().map { try BookDocument(yaml: $0.element, file: "document-\($0.offset).yaml") }
    }

    static let all = [directory, contract, agreement()]

    static let directory = """
        apiVersion: concordat/v1
        kind: Directory
        partnership: testshire
        agencies:
          - {id: police, name: Police, kind: police, publicAuthority: true, competentAuthority: true}
          - {id: services, name: Services, kind: childrens-services, reads: [test.episode@1]}
          - {id: school, name: School, kind: school, reads: [test.episode@1]}
        clients:
          - id: records
            name: Records
            authorisations:
              - {agency: police, contracts: [test.episode@1], direction: send, from: '2026-09-01'}
            sources:
              - {agency: police, source: 'urn:test:police'}
        """

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
              - property: subjects
                vendor: gateway
                value:
                  - {pointer: /child, role: child, identifiers: [{scheme: nhs-number, pointer: /nhsNumber}]}
            properties:
              - {name: episodeId, logicalType: string, required: true}
              - name: child
                logicalType: object
                required: true
                properties:
                  - {name: name, logicalType: string, required: true, logicalTypeOptions: {maxLength: 100}}
                  - {name: nhsNumber, logicalType: string}
        """

    static func agreement(version: Int = 1, extra: String = "") -> String {
        """
        apiVersion: concordat/v1
        kind: SharingAgreement
        id: test-missing
        version: \(version)
        title: Missing children
        operator: services
        \(extra)
        parties:
          - {agency: police, role: controller}
          - {agency: services, role: controller}
          - {agency: school, role: controller}
        valid: {from: '2026-09-01', until: '2027-08-31', review: '2027-06-01'}
        clauses:
          - id: to-services
            effect: permit
            contracts: [test.episode@1.0]
            from: [police]
            to: [services]
            purposes: ['safeguarding:missing']
            discloser: {regime: dpa18-part3, basis: ['dpa18:p3-36-4', 'ukgdpr:6-1-e'], power: ['https://www.legislation.gov.uk/ukpga/2004/31/section/10']}
            recipient: {regime: ukgdpr, basis: ['ukgdpr:6-1-e']}
            disclose: [/episodeId, /child]
            mode: content
            onward: none
          - id: to-school
            effect: permit
            contracts: [test.episode@1.0]
            from: [police]
            to: [school]
            purposes: ['education:wellbeing']
            discloser: {regime: dpa18-part3, basis: ['dpa18:p3-36-4', 'ukgdpr:6-1-e'], power: ['https://www.legislation.gov.uk/ukpga/2004/31/section/10']}
            recipient: {regime: ukgdpr, basis: ['ukgdpr:6-1-e']}
            disclose: [/episodeId, /child/name]
            mode: content
            onward: none
        """
    }
}

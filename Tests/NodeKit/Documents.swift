// SPDX-License-Identifier: Apache-2.0

package import Exchange

/// A small invented partnership: the police tell children's services everything and the school the child's name.
package enum Documents {
    package static let morning = Timestamp(rfc3339: "2026-11-21T09:00:00Z") ?? Timestamp(microseconds: 0)
    package static let agreementID = "test-missing"

    package static func parse(_ texts: [String]) throws -> [BookDocument] {
        try texts.enumerated().map { try BookDocument(yaml: $0.element, file: "document-\($0.offset).yaml") }
    }

    package static let all = [directory(), contract, agreement()]

    /// The directory.
    ///
    /// - Parameters:
    ///   - services: how children's services are reached, as the text behind `delivery:`.
    ///   - school: the same of the school.
    ///   - feeds: the feeds' list, as YAML of no indentation.
    ///   - now: what is valid began before and ends long after.
    package static func directory(
        services: String = "mailbox",
        school: String = "mailbox",
        feeds: String = "",
        on now: Timestamp = morning
    ) -> String {
        """
        apiVersion: concordat/v1
        kind: Directory
        partnership: testshire
        agencies:
          - {id: police, name: Police, kind: police, publicAuthority: true, competentAuthority: true}
          - {id: services, name: Services, kind: childrens-services, reads: [test.episode@1], delivery: \(services)}
          - {id: school, name: School, kind: school, identifiers: {urn: '990001'}, reads: [test.episode@1], delivery: \(school)}
        clients:
          - id: records
            name: Records
            authorisations:
              - {agency: police, contracts: [test.episode@1], direction: send, from: '\(day(now, -60))'}
            sources:
              - {agency: police, source: 'urn:test:police'}
          - id: casework
            name: Casework
            authorisations:
              - {agency: services, contracts: [test.episode@1], direction: receive, from: '\(day(now, -60))'}

        """ + (feeds.isEmpty ? "" : "feeds:\n" + feeds)
    }

    package static let contract = """
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

    /// The agreement.
    ///
    /// - Parameter extra: further lines, such as those of a revocation.
    package static func agreement(version: Int = 1, extra: String = "", on now: Timestamp = morning) -> String {
        """
        apiVersion: concordat/v1
        kind: SharingAgreement
        id: \(agreementID)
        version: \(version)
        title: Missing children
        operator: services
        \(extra)
        parties:
          - {agency: police, role: controller}
          - {agency: services, role: controller}
          - {agency: school, role: controller}
        valid: {from: '\(day(now, -60))', until: '\(day(now, 280))', review: '\(day(now, 190))'}
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

    /// The lines that revoke an agreement from a day on.
    package static func revocation(on now: Timestamp = morning) -> String {
        "status: revoked\nrevoked: '\(day(now, 0))'"
    }

    private static func day(_ now: Timestamp, _ later: Int) -> CalendarDate {
        (now + .seconds(86_400 * later)).day
    }
}

// SPDX-License-Identifier: Apache-2.0

/// The contract the bench sends by: a missing child episode of about a kilobyte, with nested objects, patterns, dates and code lists.
enum BenchContract {
    static let id = "bench.missing-episode"
    static let messageType = "uk.bench.missing-episode.v1"
    static let dataschema = "https://bench.example/contracts/bench.missing-episode/1.0.0/schema.json"

    static let yaml = #"""
        apiVersion: v3.2.0
        kind: DataContract
        id: bench.missing-episode
        name: Missing episode of the bench
        version: '1.0.0'
        status: active
        description:
          purpose: Measure the gateway with a record of usual size.
        authoritativeDefinitions:
          - {type: canonicalUrl, url: 'https://bench.example/contracts/bench.missing-episode/1.0.0'}
        schema:
          - id: episode
            name: missing_episode
            description: One period during which a child's whereabouts are unknown.
            logicalType: object
            physicalType: message
            customProperties:
              - {property: messageType, value: uk.bench.missing-episode.v1, vendor: gateway}
              - property: subjects
                vendor: gateway
                value:
                  - pointer: /child
                    role: child
                    identifiers:
                      - {scheme: nhs-number, pointer: /nhsNumber}
                      - {scheme: upn, pointer: /upn}
            properties:
              - {name: episodeId, logicalType: string, required: true, logicalTypeOptions: {pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'}}
              - name: child
                logicalType: object
                required: true
                classification: official-sensitive
                properties:
                  - {name: id, logicalType: string, required: true, logicalTypeOptions: {pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'}}
                  - {name: nhsNumber, logicalType: string, logicalTypeOptions: {pattern: '^[0-9]{10}$'}}
                  - {name: upn, logicalType: string, logicalTypeOptions: {pattern: '^[A-Z][0-9]{12}$'}}
                  - name: name
                    logicalType: object
                    required: true
                    properties:
                      - {name: family, logicalType: string, required: true, logicalTypeOptions: {minLength: 1, maxLength: 70}}
                      - name: given
                        logicalType: array
                        required: true
                        logicalTypeOptions: {minItems: 1, maxItems: 5}
                        items: {logicalType: string, logicalTypeOptions: {minLength: 1, maxLength: 70}}
                  - {name: birthDate, logicalType: date, required: true, logicalTypeOptions: {format: yyyy-MM-dd}}
                  - {name: sex, logicalType: string, enum: [{value: female}, {value: male}, {value: indeterminate}, {value: notKnown}]}
                  - {name: ethnicity, logicalType: string, logicalTypeOptions: {pattern: '^[A-Z]{4}$'}}
                  - name: address
                    logicalType: object
                    properties:
                      - name: lines
                        logicalType: array
                        required: true
                        logicalTypeOptions: {minItems: 1, maxItems: 5}
                        items: {logicalType: string, logicalTypeOptions: {maxLength: 80}}
                      - {name: postcode, logicalType: string, required: true, logicalTypeOptions: {pattern: '^[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}$'}}
                      - {name: uprn, logicalType: string, logicalTypeOptions: {pattern: '^[0-9]{1,12}$'}}
                      - {name: from, logicalType: date, logicalTypeOptions: {format: yyyy-MM-dd}}
                      - {name: to, logicalType: date, logicalTypeOptions: {format: yyyy-MM-dd}}
              - {name: reportedAt, logicalType: timestamp, required: true, logicalTypeOptions: {timezone: true}}
              - {name: lastSeenAt, logicalType: timestamp, required: true, logicalTypeOptions: {timezone: true}}
              - {name: returnedAt, logicalType: timestamp, logicalTypeOptions: {timezone: true}}
              - {name: risk, logicalType: string, required: true, enum: [{value: none}, {value: low}, {value: medium}, {value: high}]}
              - {name: status, logicalType: string, required: true, enum: [{value: missing}, {value: returned}, {value: absent}]}
              - {name: priorEpisodes12m, logicalType: integer, logicalTypeOptions: {minimum: 0, maximum: 365}}
              - name: factors
                logicalType: array
                logicalTypeOptions: {maxItems: 12, uniqueItems: true}
                items:
                  logicalType: string
                  enum: [{value: cse}, {value: cce}, {value: mentalHealth}, {value: substance}, {value: lookedAfter}, {value: sen}, {value: trafficking}, {value: online}]
              - name: reporter
                logicalType: object
                properties:
                  - {name: name, logicalType: string, required: true, logicalTypeOptions: {minLength: 1, maxLength: 120}}
                  - {name: role, logicalType: string, required: true, logicalTypeOptions: {maxLength: 80}}
                  - {name: organisation, logicalType: string, required: true, logicalTypeOptions: {pattern: '^[A-Z0-9]{3,10}$'}}
                  - {name: phone, logicalType: string, logicalTypeOptions: {pattern: '^\+44[0-9]{9,10}$'}}
                  - {name: email, logicalType: string, logicalTypeOptions: {pattern: '^[^@ ]+@[^@ ]+\.example$', maxLength: 120}}
              - {name: narrative, logicalType: string, logicalTypeOptions: {maxLength: 4000}}

        """#
}

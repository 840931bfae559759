// SPDX-License-Identifier: Apache-2.0

extension Samples {
    /// A missing episode with subjects, marks for restricted addresses and rules of each engine.
    static let episode = #"""
        apiVersion: v3.2.0
        kind: DataContract
        id: police.example-episode
        name: Example episode
        version: '1.0.0'
        status: active
        domain: police
        tags: [missing]
        description:
          purpose: Tell a child's school and social worker that the child is missing.
          limitations: Children only.
          usage: One message per episode; a later message replaces it.
        authoritativeDefinitions:
          - {type: canonicalUrl, url: 'https://concordat.example/contracts/police.example-episode/1.0.0'}
        schema:
          - id: episode
            name: example_episode
            businessName: Missing episode
            description: One period during which a child's whereabouts are unknown.
            logicalType: object
            physicalType: message
            customProperties:
              - {property: messageType, value: uk.concordat.police.example-episode.v1, vendor: gateway}
              - property: subjects
                vendor: gateway
                value:
                  - pointer: /child
                    role: child
                    identifiers:
                      - {scheme: nhs-number, pointer: /nhsNumber}
                      - {scheme: upn, pointer: /upn}
                  - pointer: /associates/*
                    role: associate
                    identifiers:
                      - {schemeFrom: /identifiers/*/scheme, pointer: /identifiers/*/value}
            properties:
              - {name: episodeId, logicalType: string, required: true, primaryKey: true, logicalTypeOptions: {minLength: 1, maxLength: 64}, classification: official}
              - name: child
                logicalType: object
                required: true
                classification: official-sensitive
                properties:
                  - {name: name, logicalType: string, required: true, logicalTypeOptions: {minLength: 1, maxLength: 200}}
                  - name: dateOfBirth
                    logicalType: date
                    logicalTypeOptions: {format: yyyy-MM-dd, minimum: '1990-01-01'}
                    customProperties:
                      - {property: nullable, value: true, vendor: gateway}
                  - name: nhsNumber
                    logicalType: string
                    logicalTypeOptions: {pattern: '^[0-9]{10}$'}
                    quality:
                      - {id: child_nhs_number, type: custom, engine: gateway, severity: error, dimension: conformity,
                         description: The NHS number's check digit is right., implementation: {check: nhs-number}}
                  - {name: upn, logicalType: string, logicalTypeOptions: {minLength: 13, maxLength: 13}}
                  - name: address
                    logicalType: string
                    logicalTypeOptions: {maxLength: 400}
                    customProperties:
                      - {property: location, value: true, vendor: gateway}
                  - {name: addressRestricted, logicalType: boolean}
              - {name: missingSince, logicalType: timestamp, required: true, logicalTypeOptions: {timezone: true}}
              - {name: foundAt, logicalType: timestamp, logicalTypeOptions: {timezone: true}}
              - name: risk
                logicalType: string
                required: true
                enum:
                  - {value: low, label: Low}
                  - {value: medium, label: Medium}
                  - {value: high, label: High}
              - name: circumstances
                logicalType: string
                logicalTypeOptions: {maxLength: 4000}
                customProperties:
                  - {property: narrative, value: true, vendor: gateway}
                  - {property: dataCategory, value: special, vendor: gateway}
              - name: associates
                logicalType: array
                logicalTypeOptions: {maxItems: 20}
                items:
                  logicalType: object
                  properties:
                    - {name: name, logicalType: string, required: true, logicalTypeOptions: {maxLength: 200}}
                    - name: identifiers
                      logicalType: array
                      items:
                        logicalType: object
                        properties:
                          - {name: scheme, logicalType: string, required: true, enum: [{value: nhs-number}, {value: pnc-id}]}
                          - {name: value, logicalType: string, required: true, logicalTypeOptions: {maxLength: 40}}
            quality:
              - id: high_risk_says_why
                type: custom
                engine: json-schema
                severity: warning
                dimension: completeness
                description: A high risk is explained by the circumstances.
                implementation:
                  if: {properties: {risk: {const: high}}, required: [risk]}
                  then: {required: [circumstances]}
              - id: found_after_missing
                type: custom
                engine: cel
                severity: error
                dimension: timeliness
                description: A child is not found before going missing.
                implementation: "!has(this.foundAt) || timestamp(this.foundAt) >= timestamp(this.missingSince)"
                customProperties:
                  - {property: path, value: /foundAt, vendor: gateway}
        team:
          name: Missing children desk
          members:
            - {username: lead@police.northshire.example, role: owner}
        slaProperties:
          - {property: retention, value: 6, unit: yr, driver: regulatory, element: example_episode}
        support:
          - {channel: Exchange desk, tool: email, url: 'mailto:exchange@northshire.example'}
        """#
}

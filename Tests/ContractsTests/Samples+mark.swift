// SPDX-License-Identifier: Apache-2.0

extension Samples {
    /// One attendance mark: the worked example of the message profile.
    static let mark = #"""
        apiVersion: v3.2.0
        kind: DataContract
        id: uk.northshire.attendance.mark
        name: Daily attendance mark
        version: 1.0.0
        status: active
        domain: education
        tenant: northshire-scp
        tags: [attendance, virtual-school]
        description:
          purpose: Let the virtual school see each session mark of a child in care on the day it is made.
          limitations: Children in care and children with a social worker only. Not for league tables or enforcement.
          usage: One message per pupil per session, sent by the school MIS when the register closes.
          authoritativeDefinitions:
            - {type: privacyStatement, url: 'https://northshire.example/dpia/att-1'}
        authoritativeDefinitions:
          - {type: canonicalUrl, url: 'https://northshire.example/contracts/uk.northshire.attendance.mark/1.0.0'}
        schema:
          - id: mark
            name: attendance_mark
            businessName: Attendance mark
            description: The mark given to one pupil for one session.
            logicalType: object
            physicalType: message
            dataGranularityDescription: One pupil, one session (AM or PM) of one school day.
            customProperties:
              - {property: messageType, value: uk.northshire.attendance.mark.v1, vendor: gateway}
              - {property: unknownProperties, value: reject, vendor: gateway}
              - {property: subjectKey, value: /pupil/upn, vendor: gateway}
            properties:
              - id: school
                name: school
                businessName: School
                logicalType: object
                required: true
                properties:
                  - name: urn
                    businessName: Unique reference number
                    description: DfE URN of the school.
                    logicalType: integer
                    logicalTypeOptions: {minimum: 100000, maximum: 999999}
                    required: true
                    classification: official
                    examples: [123456]
                    authoritativeDefinitions:
                      - {type: tutorial, url: 'https://get-information-schools.service.gov.uk/'}
              - id: pupil
                name: pupil
                logicalType: object
                required: true
                classification: official-sensitive
                properties:
                  - name: upn
                    businessName: Unique pupil number
                    logicalType: string
                    logicalTypeOptions: {pattern: '^[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]$'}
                    required: true
                    primaryKey: true
                    primaryKeyPosition: 1
                    classification: official-sensitive
                    examples: [A820200010001]
                    customProperties:
                      - {property: dpvCategory, value: 'https://w3id.org/dpv/pd#OfficialID', vendor: gateway}
                    quality:
                      - {id: upn_check_letter, type: custom, engine: gateway, severity: error, dimension: conformity,
                         description: The first letter is the UPN check letter., implementation: {check: upn}}
                  - name: dateOfBirth
                    logicalType: date
                    logicalTypeOptions: {format: yyyy-MM-dd}
                    required: false
                    classification: official-sensitive
                    customProperties:
                      - {property: nullable, value: true, vendor: gateway}
                      - {property: dpvCategory, value: 'https://w3id.org/dpv/pd#BirthDate', vendor: gateway}
              - id: session_date
                name: date
                logicalType: date
                logicalTypeOptions: {format: yyyy-MM-dd, minimum: '2024-08-19'}
                required: true
                primaryKey: true
                primaryKeyPosition: 2
              - id: session
                name: session
                logicalType: string
                required: true
                primaryKey: true
                primaryKeyPosition: 3
                enum:
                  - {value: AM, label: Morning}
                  - {value: PM, label: Afternoon}
              - id: code
                name: code
                businessName: Attendance code
                description: National attendance and absence code.
                logicalType: string
                required: true
                criticalDataElement: true
                enum:
                  - {value: '/', label: Present (AM)}
                  - {value: '\', label: Present (PM)}
                  - {value: L, label: Late before registers closed}
                  - {value: B, label: Educated off site}
                  - {value: I, label: Illness}
                  - {value: M, label: Medical or dental appointment}
                  - {value: E, label: Suspended or excluded}
                  - {value: U, label: Arrived after registers closed}
                  - {value: O, label: Absent without authorisation}
                  - {value: 'N', label: Reason not yet established}
              - id: minutes_late
                name: minutesLate
                logicalType: integer
                logicalTypeOptions: {minimum: 1, maximum: 240}
                required: false
              - id: recorded_at
                name: recordedAt
                logicalType: timestamp
                logicalTypeOptions: {timezone: true}
                required: true
              - id: contacts
                name: contactsTried
                description: Contacts tried on the first day of absence.
                logicalType: array
                logicalTypeOptions: {minItems: 1, maxItems: 10, uniqueItems: true}
                required: false
                items:
                  logicalType: object
                  properties:
                    - {name: at, logicalType: timestamp, logicalTypeOptions: {timezone: true}, required: true}
                    - name: outcome
                      logicalType: string
                      required: true
                      enum: [{value: reached}, {value: no-answer}, {value: message-left}]
            quality:
              - id: am_mark
                type: custom
                engine: json-schema
                severity: error
                dimension: consistency
                description: The mark "/" is for the morning and "\" for the afternoon.
                implementation:
                  allOf:
                    - if: {properties: {code: {const: '/'}}, required: [code]}
                      then: {properties: {session: {const: AM}}}
                    - if: {properties: {code: {const: '\'}}, required: [code]}
                      then: {properties: {session: {const: PM}}}
              - id: minutes_only_if_late
                type: custom
                engine: json-schema
                severity: error
                dimension: consistency
                description: Minutes late are given for, and only for, L and U.
                implementation:
                  if: {properties: {code: {enum: [L, U]}}, required: [code]}
                  then: {required: [minutesLate]}
                  else: {not: {required: [minutesLate]}}
              - id: recorded_on_or_after_day
                type: custom
                engine: cel
                severity: error
                dimension: timeliness
                description: A mark is not recorded before its day begins.
                implementation: timestamp(this.recordedAt) >= timestamp(this.date + 'T00:00:00Z')
                customProperties:
                  - {property: path, value: /recordedAt, vendor: gateway}
              - id: first_day_calling
                type: custom
                engine: cel
                severity: warning
                dimension: completeness
                description: An unexplained absence should list the contacts tried.
                implementation: this.code != 'N' || has(this.contactsTried)
              - id: weekly_gap
                type: text
                description: Each pupil on roll has ten marks in a full school week.
        roles:
          - {role: virtual-school, access: read, description: Virtual school head and staff}
          - {role: school-mis, access: write, description: Supplier acting for the school}
        team:
          name: Virtual school data team
          members:
            - {username: vsh@northshire.example, role: owner}
            - {username: dpo@northshire.example, role: dataProtectionOfficer}
        slaProperties:
          - {property: retention, value: 1, unit: yr, driver: regulatory, element: attendance_mark}
          - {property: frequency, value: 2, unit: perDay, driver: operational}
          - {property: latency, value: 60, unit: min, driver: operational, element: attendance_mark.recordedAt}
          - {property: endOfSupport, value: '2028-08-31'}
        support:
          - {channel: Exchange desk, tool: email, url: 'mailto:exchange@northshire.example'}
        """#
}

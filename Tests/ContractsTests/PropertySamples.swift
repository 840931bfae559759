// SPDX-License-Identifier: Apache-2.0

import Contracts
import JSONSchema

/// Contracts with valid messages, for tests that must hold of every contract.
enum PropertySamples {
    static func all() throws -> [(Contract, [String])] { try compiled.get() }

    private static let compiled = Result { try compile() }

    private static func compile() throws -> [(Contract, [String])] {
        let mark = try Samples.contract(Samples.mark)
        let episode = try Samples.contract(Samples.episode)
        let odd = try Samples.contract(oddities)
        return [
            (mark, [Samples.markMessage, lateMark]),
            (episode, [Samples.episodeMessage, shortEpisode, plainEpisode]),
            (odd, [oddMessage, #"{"tags":[],"visits":[]}"#]),
        ]
    }

    private static let lateMark =
        #"{"school":{"urn":123456},"pupil":{"upn":"J820200010001"},"date":"2026-11-20","session":"PM","code":"U","minutesLate":5,"recordedAt":"2026-11-20T14:01:00+00:00","contactsTried":[{"at":"2026-11-20T13:30:00Z","outcome":"reached"}]}"#
    private static let shortEpisode =
        #"{"episodeId":"EP-1","child":{"name":"Di Example"},"missingSince":"2026-01-02T03:04:05Z","risk":"low"}"#
    private static let plainEpisode =
        #"{"episodeId":"EP-2","child":{"name":"Ed Example","dateOfBirth":null,"address":"2 Open Road"},"missingSince":"2026-01-02T03:04:05Z","risk":"medium","circumstances":"x","associates":[]}"#

    /// Maps, open objects, unique lists, counts and rules over parts, where a careless view would refuse its own output.
    private static let oddities = Samples.minimal(
        property: """
                    - name: tags
                      logicalType: array
                      required: true
                      logicalTypeOptions: {uniqueItems: true, maxItems: 9}
                      items: {logicalType: string}
                    - name: visits
                      logicalType: array
                      required: true
                      logicalTypeOptions: {uniqueItems: true}
                      items:
                        logicalType: object
                        logicalTypeOptions: {minProperties: 1}
                        properties:
                          - {name: kind, logicalType: string}
                          - name: place
                            logicalType: object
                            customProperties: [{property: location, value: true, vendor: gateway}]
                            properties:
                              - {name: postcode, logicalType: string, required: true}
                              - {name: uprn, logicalType: string}
                          - {name: minutes, logicalType: integer}
                        quality:
                          - id: visit_with_minutes_has_kind
                            type: custom
                            engine: json-schema
                            description: A timed visit says its kind.
                            implementation: {dependentRequired: {minutes: [kind]}}
                          - id: visit_has_something
                            type: custom
                            engine: json-schema
                            description: A visit says two things.
                            implementation: {minProperties: 2}
                    - name: extra
                      logicalType: object
                      logicalTypeOptions: {minProperties: 2}
                      customProperties: [{property: unknownProperties, value: ignore, vendor: gateway}]
                      properties:
                        - {name: known, logicalType: string}
                        - {name: addressRestricted, logicalType: boolean}
                    - name: phones
                      logicalType: map
                      map:
                        key: {logicalType: string, logicalTypeOptions: {minLength: 1}}
                        value:
                          logicalType: object
                          properties:
                            - {name: number, logicalType: string, required: true}
                            - name: note
                              logicalType: string
                              required: true
                              customProperties: [{property: narrative, value: true, vendor: gateway}]
            """,
        rules: """
                quality:
                  - id: visits_or_tags
                    type: custom
                    engine: json-schema
                    description: There is a visit of a kind or a tag.
                    implementation:
                      anyOf:
                        - {properties: {visits: {contains: {required: [kind]}}}}
                        - {properties: {tags: {minItems: 0}}}
            """
    )
    private static let oddMessage =
        #"{"tags":["a","b"],"visits":[{"kind":"home","minutes":5,"place":{"postcode":"M1 1AE"}},{"kind":"home","minutes":5,"place":{"postcode":"M1 2AE","uprn":"1"}}],"extra":{"known":"k","stray":{"addressRestricted":true}},"phones":{"home \"1\"":{"number":"1","note":"n"}}}"#
}

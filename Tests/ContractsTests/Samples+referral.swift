// SPDX-License-Identifier: Apache-2.0

import Contracts
import JSONSchema

extension Samples {
    /// The schema of an invented body; its codes need look-ahead, and it knows members the contract does not declare.
    static let referralSchema = #"""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "required": ["resourceType", "code", "patient"],
          "properties": {
            "resourceType": {"const": "Referral"},
            "code": {"type": "string", "pattern": "^(?!X)[A-Z]{3}$"},
            "patient": {"$ref": "#/$defs/patient"},
            "notes": {"type": "array", "items": {"type": "string", "maxLength": 20}},
            "phones": {"type": "object", "additionalProperties": {"type": "string", "maxLength": 20}}
          },
          "additionalProperties": false,
          "$defs": {
            "patient": {
              "type": "object",
              "required": ["name"],
              "properties": {
                "name": {"type": "string"},
                "nhsNumber": {"type": "string"},
                "address": {"type": "string"},
                "addressRestricted": {"type": "boolean"},
                "ward": {"type": "string"}
              },
              "additionalProperties": false
            }
          }
        }
        """#

    /// A message that satisfies the contract and the schema.
    static let referralMessage =
        #"{"resourceType":"Referral","code":"ABC","patient":{"name":"Ada Example","nhsNumber":"9991234567","address":"1 Hidden Lane","ward":"7"},"notes":["Seen."]}"#

    static func foreignSchema(_ text: String, file: String = "referral.json") -> ForeignSchema {
        ForeignSchema(file: file, bytes: Array(text.utf8))
    }

    /// A contract whose message is described by the schema, and which declares what matters of it.
    static func referral(
        sha256: String = foreignSchema(referralSchema).sha256,
        version: String = "1.0.0",
        more: String = ""
    ) -> String {
        """
        apiVersion: v3.2.0
        kind: DataContract
        id: health.example-referral
        name: Referral
        version: '\(version)'
        description: {purpose: Test.}
        authoritativeDefinitions:
          - {type: canonicalUrl, url: 'https://concordat.example/contracts/health.example-referral/\(version)'}
        schema:
          - name: referral
            logicalType: object
            physicalType: json-schema
            authoritativeDefinitions:
              - {type: schema, url: 'https://standards.example/referral.json'}
            customProperties:
              - {property: messageType, value: test.referral.v\(version.prefix(1)), vendor: gateway}
              - {property: schemaFile, value: referral.json, vendor: gateway}
              - {property: schemaSha256, value: '\(sha256)', vendor: gateway}
              - property: subjects
                vendor: gateway
                value:
                  - {pointer: /patient, role: child, identifiers: [{scheme: nhs-number, pointer: /nhsNumber}]}
            properties:
              - {name: code, logicalType: string, required: true, classification: official}
              - name: patient
                logicalType: object
                required: true
                classification: official-sensitive
                properties:
                  - {name: name, logicalType: string, required: true, logicalTypeOptions: {maxLength: 100}}
                  - {name: nhsNumber, logicalType: string}
                  - name: address
                    logicalType: string
                    customProperties:
                      - {property: location, value: true, vendor: gateway}
                  - {name: addressRestricted, logicalType: boolean}
              - name: phones
                logicalType: map
                map:
                  key: {logicalType: string}
                  value: {logicalType: string}
        \(more)
        """
    }

    /// The contract compiled with its schema, or another text in the schema's place, pinned as it is.
    static func referralContract(
        _ schema: String = referralSchema,
        version: String = "1.0.0",
        more: String = ""
    ) throws -> Contract {
        let foreign = foreignSchema(schema)
        let text = referral(sha256: foreign.sha256, version: version, more: more)
        let source = try YAMLSource.parse(text, file: "contracts/test/1.odcs.yaml")
        return try Contract(odcs: source.value, source: source, schemas: ForeignSchemas([foreign]))
    }
}

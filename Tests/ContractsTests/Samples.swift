// SPDX-License-Identifier: Apache-2.0

import Contracts
import Foundation
import JSONSchema
import Testing

/// Contracts and messages the tests share; all people are invented.
enum Samples {
    static func contract(_ yaml: String, file: String = "contracts/test/1.odcs.yaml") throws -> Contract {
        let source = try YAMLSource.parse(yaml, file: file)
        return try Contract(odcs: source.value, source: source, lists: try lists.get())
    }

    /// The code lists of the checkout.
    static let lists = Result {
        try Catalogue.load(directory: Checkout.root.appending(path: "contracts").path).lists
    }

    static func message(_ json: String) throws -> JSONNode {
        try JSONDocument(Array(json.utf8)).root
    }

    /// The text with one part replaced, failing when the part is not there exactly once.
    static func edit(_ text: String, _ part: String, _ replacement: String) throws -> String {
        let pieces = text.components(around: part)
        try #require(pieces.count == 2, "the sample holds the edited part \(pieces.count - 1) times: \(part)")
        return pieces.joined(separator: replacement)
    }

    /// A valid attendance mark.
    static let markMessage =
        #"{"school":{"urn":123456},"pupil":{"upn":"J820200010001","dateOfBirth":null},"date":"2026-11-20","session":"AM","code":"/","recordedAt":"2026-11-20T09:01:00Z"}"#

    /// A valid missing episode with every field.
    static let episodeMessage =
        #"{"episodeId":"EP-77","child":{"name":"Ada Example","dateOfBirth":"2012-03-04","nhsNumber":"9449304424","upn":"P207000016049","address":"1 Hidden Lane","addressRestricted":true},"missingSince":"2026-11-20T18:00:00Z","foundAt":"2026-11-21T07:30:00+00:00","risk":"high","circumstances":"Left by the Hidden Lane gate.","associates":[{"name":"Bo Example","identifiers":[{"scheme":"pnc-id","value":"2002/0073319Z"}]},{"name":"Cy Example"}]}"#

    /// A one-field contract around the given property lines, indented by eight.
    static func contract(property: String, rules: String = "") throws -> Contract {
        try contract(minimal(property: property, rules: rules))
    }

    static func minimal(property: String, rules: String = "") -> String {
        """
        apiVersion: v3.2.0
        kind: DataContract
        id: test.small
        name: Small
        version: '1.0.0'
        description: {purpose: Test.}
        authoritativeDefinitions:
          - {type: canonicalUrl, url: 'https://concordat.example/contracts/test.small/1.0.0'}
        schema:
          - name: small
            logicalType: object
            physicalType: message
            customProperties:
              - {property: messageType, value: test.small.v1, vendor: gateway}
            properties:
        \(property)
        \(rules)
        """
    }
}

extension String {
    fileprivate func components(around part: String) -> [String] {
        var pieces: [String] = []
        var rest = self[...]
        while let range = rest.firstRange(of: part) {
            pieces.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        return pieces + [String(rest)]
    }
}

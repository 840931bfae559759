// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// The schema of another body that a contract holds its whole message to: where it is published, and which file holds it.
package struct ForeignReference: Sendable {
    /// The https address it is published at: told to people, never fetched.
    package let url: String
    /// The name of the file beside the contract; has no slash and ends in `.json`.
    package let file: String
    /// SHA-256 over the bytes of the file, as 64 lower-case hex digits.
    package let sha256: String
    /// Where the contract names the file, and where it pins the hash.
    let places: (file: JSONPointer, sha256: JSONPointer)

    /// What a contract file pins; nil when it pins nothing, or has faults, which compiling it tells.
    static func pinned(by source: YAMLSource) -> ForeignReference? {
        let message = source.value["schema"]?.asElements?.first
        guard message?["physicalType"]?.asText == ForeignReference.physicalType else { return nil }
        var reader = ProfileReader(source: source)
        return reader.contract(source.value)?.foreign
    }

    /// The `physicalType` of a message that the schema of another body describes.
    static let physicalType = "json-schema"

    /// What the published schema says of it under `x-rules`, since another's text is not published anew.
    var published: JSONValue {
        .object([
            JSONMember("id", .string("foreign-schema")), JSONMember("path", .string("")),
            JSONMember("engine", .string("json-schema")), JSONMember("severity", .string("error")),
            JSONMember("rule", .object([JSONMember("$ref", .string(url))])), JSONMember("sha256", .string(sha256)),
            JSONMember("message", .string("The whole message satisfies this schema too.")),
        ])
    }
}

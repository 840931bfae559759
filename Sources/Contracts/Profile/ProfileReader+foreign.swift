// SPDX-License-Identifier: Apache-2.0

import JSONSchema

extension ProfileReader {
    /// What only a message of `physicalType: json-schema` has.
    static let foreignCustoms: [String: CustomKind] = ["schemaFile": .text, "schemaSha256": .text]

    /// A plain name, so that nothing outside the contract's own folder is read.
    private static let fileForm = TextForm(#"[A-Za-z0-9][A-Za-z0-9._\-]{0,99}\.json"#)
    private static let hashForm = TextForm("[0-9a-f]{64}")

    /// Reads where the other body publishes its schema, and which file of which hash holds it.
    mutating func foreign(
        _ object: Entry,
        _ definitions: [(type: String, url: String, place: JSONPointer)],
        _ customs: [String: (value: JSONValue, place: JSONPointer)]
    ) -> ForeignReference? {
        let url = schemaURL(object, definitions)
        let file = foreignText(object, customs, "schemaFile", "the schema's file, kept beside the contract")
        if let file, !ProfileReader.fileForm.holds(for: file.text) {
            note(file.place, "is not the name of a file beside the contract", "leave out folders, and end it in .json")
        }
        let hash = foreignText(object, customs, "schemaSha256", "what sha256sum prints of the file")
        if let hash, !ProfileReader.hashForm.holds(for: hash.text) {
            note(hash.place, "is not a SHA-256", "write the 64 lower-case hex digits that sha256sum prints, in quotes")
        }
        guard let url, let file, let hash else { return nil }
        return ForeignReference(
            url: url,
            file: file.text,
            sha256: hash.text,
            places: (file: file.place, sha256: hash.place)
        )
    }

    private mutating func schemaURL(
        _ object: Entry,
        _ definitions: [(type: String, url: String, place: JSONPointer)]
    ) -> String? {
        let schemas = definitions.filter { $0.type == "schema" }
        guard schemas.count == 1 else {
            note(
                object.place("authoritativeDefinitions"),
                "one definition of type schema is needed",
                "say once at which https address the schema is published; it is not fetched"
            )
            return nil
        }
        let (url, place) = (schemas[0].url, schemas[0].place.appending("url"))
        guard ProfileReader.isPlainAddress(url) else {
            note(place, "must be an https address without query or fragment", "correct the address")
            return nil
        }
        return url
    }

    private mutating func foreignText(
        _ object: Entry,
        _ customs: [String: (value: JSONValue, place: JSONPointer)],
        _ name: String,
        _ meaning: String
    ) -> (text: String, place: JSONPointer)? {
        guard let custom = customs[name], let text = custom.value.asText else {
            note(
                object.place("customProperties"),
                "the gateway property \(name) is missing",
                "add {property: \(name), value: '…', vendor: gateway}: \(meaning)"
            )
            return nil
        }
        return (text, custom.place)
    }
}

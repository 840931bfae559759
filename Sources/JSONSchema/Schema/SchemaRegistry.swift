// SPDX-License-Identifier: Apache-2.0

/// Schemas other schemas may refer to.
///
/// Nothing outside it is ever looked up; the metaschema of 2020-12 is in every one.
package struct SchemaRegistry: Sendable {
    private var byURI: [String: JSONValue] = [:]
    private var aliases: [String: String] = [:]

    /// No other schemas.
    package static let empty = SchemaRegistry()

    /// An empty registry.
    package init() {}

    /// Makes a schema known under the URI it would be fetched from, and under its own `$id`.
    package mutating func register(_ schema: JSONValue, at uri: String) {
        let key = URIReference.withoutFragment(uri)
        byURI[key] = schema
        guard case .string(let id)? = schema["$id"] else { return }
        aliases[URIReference.withoutFragment(URIReference.resolve(id, against: key))] = key
    }

    /// The schema known under a URI without fragment, and the URI it was registered at.
    func document(_ uri: String) -> (schema: JSONValue, uri: String)? {
        let key = byURI[uri] == nil ? aliases[uri] ?? uri : uri
        return (byURI[key] ?? MetaSchema.document(uri)).map { ($0, key) }
    }
}

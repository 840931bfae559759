// SPDX-License-Identifier: Apache-2.0

/// Which vocabularies of 2020-12 a schema resource uses.
struct SchemaDialect: Sendable, Equatable {
    var applies = true
    var validates = true
    var looksAtUnevaluated = true
    /// The format-assertion vocabulary: `format` is checked whatever the option says.
    var assertsFormats = false
    /// Draft 2019-09: lists of items are written as `items` and `additionalItems`.
    var isPrevious = false

    static let standardURI = "https://json-schema.org/draft/2020-12/schema"
    private static let previousURI = "https://json-schema.org/draft/2019-09/schema"
    private static let maxAncestors = 8
    private static let prefix = "https://json-schema.org/draft/2020-12/vocab/"

    /// The dialect a `$schema` URI stands for.
    static func named(
        _ uri: String,
        in registry: SchemaRegistry,
        generation: Int = 0
    ) throws(DialectError) -> SchemaDialect {
        let key = URIReference.withoutFragment(uri)
        if key == standardURI { return SchemaDialect() }
        if key == previousURI { return SchemaDialect(isPrevious: true) }
        guard let meta = registry.document(key)?.schema else {
            throw DialectError(reason: "the dialect \(uri) is neither 2020-12 nor registered")
        }
        guard case .object(let vocabularies)? = meta["$vocabulary"] else {
            guard case .string(let parent)? = meta["$schema"], generation < maxAncestors else {
                throw DialectError(reason: "the dialect \(uri) is not supported")
            }
            return try named(parent, in: registry, generation: generation + 1)
        }
        var dialect = SchemaDialect(applies: false, validates: false, looksAtUnevaluated: false)
        for vocabulary in vocabularies {
            try dialect.add(vocabulary)
        }
        return dialect
    }

    private mutating func add(_ vocabulary: JSONMember) throws(DialectError) {
        let name = vocabulary.name.hasPrefix(Self.prefix) ? String(vocabulary.name.dropFirst(Self.prefix.count)) : ""
        switch name {
        case "core", "meta-data", "format-annotation", "content": break
        case "applicator": applies = true
        case "validation": validates = true
        case "unevaluated": looksAtUnevaluated = true
        case "format-assertion": assertsFormats = true
        default:
            guard vocabulary.value != .bool(true) else {
                throw DialectError(reason: "the vocabulary \(vocabulary.name) is required and not supported")
            }
        }
    }
}

/// Why a dialect cannot be used.
struct DialectError: Error { let reason: String }

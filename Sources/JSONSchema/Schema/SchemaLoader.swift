// SPDX-License-Identifier: Apache-2.0

/// Knows every subschema met so far and resolves references among them.
struct SchemaLoader {
    let registry: SchemaRegistry
    private(set) var places: [SchemaPlace.Key: SchemaPlace] = [:]
    /// Dialect of each resource, by its number.
    private(set) var dialects: [SchemaDialect] = []
    /// Dynamic anchors of each resource, by its number.
    private(set) var dynamicAnchors: [[String: SchemaPlace.Key]] = []
    /// Where each resource begins, by its number.
    private var resourceRoots: [SchemaPlace.Key] = []
    private var anchors: [[String: SchemaPlace.Key]] = []
    private var resources: [String: SchemaPlace.Key] = [:]
    private var documentURIs: [String] = []
    /// Bytes of pointers and messages kept so far: deep names and many subschemas multiply.
    private var size = 0

    static let maxSize = 32 << 20
    static let maxResources = 1 << 14
    private static let maxURI = 4_096
    private static let maxPointer = 4_096

    init(registry: SchemaRegistry) { self.registry = registry }

    /// Counts what is kept of a schema.
    mutating func keep(_ bytes: Int) throws(SchemaError) {
        size += bytes
        guard size <= SchemaLoader.maxSize else { throw SchemaError(pointer: "", reason: "the schema is too large") }
    }

    /// Takes in a whole document, retrieved from `uri`.
    mutating func load(_ value: JSONValue, uri: String) throws(SchemaError) -> SchemaPlace.Key {
        let key = SchemaPlace.Key(document: documentURIs.count, pointer: "")
        documentURIs.append(uri)
        let resource = try newResource(SchemaDialect(), value, key)
        if resources[uri] == nil { resources[uri] = key }
        try visit(SchemaPlace(key: key, value: value, base: uri, resource: resource), isRoot: true)
        return key
    }

    /// How a place is shown to people: a bare pointer in the schema being compiled, else with its document.
    func label(_ key: SchemaPlace.Key) -> String {
        key.document == 0 ? key.pointer : documentURIs[key.document] + "#" + key.pointer
    }

    /// A place as URI fragment in its document, led by the document's URI unless it is the one compiled.
    func location(_ key: SchemaPlace.Key) -> String {
        (key.document == 0 ? "" : documentURIs[key.document]) + Trace.fragment(key.pointer)
    }

    /// The canonical URI of a place: that of its resource, and the pointer from there.
    func absolute(_ place: SchemaPlace) -> String {
        let root = resourceRoots[place.resource].pointer
        return place.base + Trace.fragment(String(place.key.pointer.utf8.dropFirst(root.utf8.count)) ?? "")
    }

    func error(_ key: SchemaPlace.Key, _ reason: String) -> SchemaError {
        SchemaError(pointer: label(key), reason: reason)
    }

    private mutating func newResource(
        _ inherited: SchemaDialect,
        _ value: JSONValue,
        _ key: SchemaPlace.Key
    ) throws(SchemaError) -> Int {
        var dialect = inherited
        if case .string(let uri)? = value["$schema"] {
            do throws(DialectError) {
                dialect = try SchemaDialect.named(uri, in: registry)
            } catch {
                throw self.error(
                    SchemaPlace.Key(document: key.document, pointer: key.pointer + "/$schema"),
                    error.reason
                )
            }
        }
        guard dialects.count < SchemaLoader.maxResources else {
            throw error(key, "there are too many schemas with an $id")
        }
        dialects.append(dialect)
        resourceRoots.append(key)
        anchors.append([:])
        dynamicAnchors.append([:])
        return dialects.count - 1
    }

    private mutating func visit(_ place: SchemaPlace, isRoot: Bool = false) throws(SchemaError) {
        var place = place
        try keep(place.key.pointer.utf8.count + 64)
        guard place.key.pointer.utf8.count <= SchemaLoader.maxPointer else {
            throw SchemaError(pointer: "", reason: "a schema lies below too many or too long names")
        }
        guard case .object(let members) = place.value else {
            places[place.key] = place
            return
        }
        if case .string(let id)? = place.value["$id"] {
            let uri = URIReference.resolve(id, against: place.base)
            guard uri.utf8.count <= SchemaLoader.maxURI else { throw error(place.key, "$id is too long") }
            guard URIReference.fragment(uri).isEmpty else { throw error(place.key, "$id may not have a fragment") }
            place.base = URIReference.withoutFragment(uri)
            if !isRoot { place.resource = try newResource(dialects[place.resource], place.value, place.key) }
            if let other = resources[place.base], other.document == place.key.document, other != place.key {
                throw error(place.key, "two schemas have the same $id")
            }
            if resources[place.base] == nil { resources[place.base] = place.key }
        }
        if case .string(let name)? = place.value["$anchor"] { anchors[place.resource][name] = place.key }
        if case .string(let name)? = place.value["$dynamicAnchor"] {
            anchors[place.resource][name] = anchors[place.resource][name] ?? place.key
            dynamicAnchors[place.resource][name] = place.key
        }
        places[place.key] = place
        for child in SchemaPositions.children(of: members, in: dialects[place.resource]) {
            let key = SchemaPlace.Key(document: place.key.document, pointer: place.key.pointer + child.pointer)
            guard places[key] == nil else { continue }
            try visit(SchemaPlace(key: key, value: child.value, base: place.base, resource: place.resource))
        }
    }

    /// The subschema a reference at `origin` leads to.
    mutating func resolve(_ reference: String, from origin: SchemaPlace) throws(SchemaError) -> SchemaPlace {
        let full = URIReference.resolve(reference, against: origin.base)
        let uri = URIReference.withoutFragment(full)
        let fragment = URIReference.fragment(full)
        let root = try root(uri, from: origin)
        if fragment.isEmpty { return root }
        // Most targets are known, and a walk would look through all members on the way.
        let key = SchemaPlace.Key(document: root.key.document, pointer: root.key.pointer + fragment)
        if fragment.hasPrefix("/"), let known = places[key] { return known }
        if fragment.hasPrefix("/") { return try walk(fragment, from: root, origin: origin, reference) }
        guard let key = anchors[root.resource][fragment], let place = places[key] else {
            throw error(origin.key, "\(reference) names no anchor")
        }
        return place
    }

    private mutating func root(_ uri: String, from origin: SchemaPlace) throws(SchemaError) -> SchemaPlace {
        if let key = resources[uri], let place = places[key] { return place }
        guard let (schema, home) = registry.document(uri) else {
            throw error(origin.key, "refers to \(uri.isEmpty ? "itself" : uri), which is not registered")
        }
        let key = try load(schema, uri: home)
        guard let place = places[resources[uri] ?? key] else { throw error(origin.key, "refers to no schema") }
        return place
    }

    /// Follows a pointer; a target no keyword of 2020-12 leads to is taken in when first asked for.
    private mutating func walk(
        _ fragment: String,
        from root: SchemaPlace,
        origin: SchemaPlace,
        _ reference: String
    ) throws(SchemaError) -> SchemaPlace {
        guard let pointer = try? JSONPointer(parsing: fragment) else {
            throw error(origin.key, "\(reference) is no JSON pointer")
        }
        var place = root
        for token in pointer.tokens {
            let next: JSONValue? =
                if case .array(let items) = place.value {
                    JSONPointer.arrayIndex(token).flatMap { $0 < items.count ? items[$0] : nil }
                } else {
                    place.value[token]
                }
            guard let next else { throw error(origin.key, "\(reference) leads nowhere") }
            place.value = next
            place.key.pointer += "/" + JSONPointer.escape(token)
            if let known = places[place.key] { place = known }
        }
        if places[place.key] == nil { try visit(place) }
        return places[place.key] ?? place
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Where a subschema stands.
struct SchemaPlace: Sendable {
    /// Identity of a subschema: its document, and its pointer there.
    struct Key: Sendable, Hashable {
        var document: Int
        var pointer: String

        // By bytes: names Unicode calls equivalent are different members.
        static func == (left: Key, right: Key) -> Bool {
            left.document == right.document && left.pointer.utf8.elementsEqual(right.pointer.utf8)
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(document)
            // As one piece where it lies in one piece, which is where it came from a parser.
            let isHashed: Void? = pointer.utf8.withContiguousStorageIfAvailable {
                hasher.combine(bytes: UnsafeRawBufferPointer($0))
            }
            if isHashed == nil { for byte in pointer.utf8 { hasher.combine(byte) } }
        }
    }

    var key: Key
    var value: JSONValue
    /// Base URI for references inside it.
    var base: String
    /// The schema resource it belongs to.
    var resource: Int
}

/// Where keywords of 2020-12 hold subschemas, so identifiers elsewhere (in `enum`, `const`, unknown keywords) are not taken for real.
enum SchemaPositions {
    static let single: Set<String> = [
        "additionalProperties", "contains", "contentSchema", "else", "if", "items", "not", "propertyNames", "then",
        "unevaluatedItems", "unevaluatedProperties",
    ]
    static let lists: Set<String> = ["allOf", "anyOf", "oneOf", "prefixItems"]
    static let maps: Set<String> = [
        "$defs", "definitions", "dependencies", "dependentSchemas", "patternProperties", "properties",
    ]

    /// The subschemas directly below a schema, each with its pointer from there.
    static func children(
        of members: [JSONMember],
        in dialect: SchemaDialect
    ) -> [(pointer: String, value: JSONValue)] {
        var out: [(String, JSONValue)] = []
        for member in members {
            let pointer = "/" + JSONPointer.escape(member.name)
            if dialect.isPrevious, member.name == "items", case .array(let items) = member.value {
                for (position, item) in items.enumerated() { out.append(("\(pointer)/\(position)", item)) }
            } else if single.contains(member.name) || dialect.isPrevious && member.name == "additionalItems" {
                out.append((pointer, member.value))
            } else if lists.contains(member.name), case .array(let items) = member.value {
                for (position, item) in items.enumerated() { out.append(("\(pointer)/\(position)", item)) }
            } else if maps.contains(member.name), case .object(let entries) = member.value {
                for entry in entries { out.append((pointer + "/" + JSONPointer.escape(entry.name), entry.value)) }
            }
        }
        return out
    }
}

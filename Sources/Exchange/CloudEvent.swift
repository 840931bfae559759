// SPDX-License-Identifier: Apache-2.0

package import JSONSchema

/// One event as CloudEvents 1.0.2 defines it, before any rule of the gateway's own.
///
/// Made by ``decode(contentType:headers:body:limits:)``; ``Envelope`` adds what the gateway asks beyond the standard.
package struct CloudEvent: Sendable {
    /// How the event travelled (HTTP protocol binding §3).
    package enum Mode: String, Sendable { case binary, structured, batch }

    /// What the event carries.
    package enum Payload: Sendable {
        /// No data at all; not the same as the JSON value null.
        case absent
        /// A JSON value in the document the event came in, or in the body of a binary event.
        case json(JSONNode)
        /// Bytes that are not JSON: a binary body, or decoded `data_base64`.
        case bytes([UInt8])
    }

    /// One context attribute that is set.
    package struct Attribute: Sendable, Equatable {
        /// The types JSON can tell apart; a header's value is always a string.
        package enum Kind: Sendable { case string, integer, boolean }
        package let name: String
        /// The value's canonical text (spec §3.1): decimal for integers, `true` or `false` for booleans.
        package let text: String
        package let kind: Kind
    }

    /// The attributes that are set, in the sender's order; no name occurs twice.
    package let attributes: [Attribute]
    package let data: Payload
    /// The event's own place in the document it came in; nil in binary mode.
    package let node: JSONNode?

    /// Checks the attributes against spec §3.1 and takes them over.
    init(attributes: [Attribute], data: Payload, node: JSONNode?) throws(CloudEventError) {
        for attribute in attributes { try attribute.verify() }
        for name in ["specversion", "id", "source", "type"] where !attributes.contains(where: { $0.name == name }) {
            throw CloudEventError(.missingAttribute, attribute: name)
        }
        self.attributes = attributes
        self.data = data
        self.node = node
    }

    /// The attribute of this name, if it is set.
    package func attribute(_ name: String) -> Attribute? {
        // A loop, not a dictionary: a dozen short names are compared faster than they are hashed.
        // Lengths first: equality of strings of unequal bytes looks at what they normalise to.
        let length = name.utf8.count
        for index in attributes.indices
        where attributes[index].name.utf8.count == length && attributes[index].name == name {
            return attributes[index]
        }
        return nil
    }

    /// The text of the attribute of this name, if it is set.
    package subscript(name: String) -> String? {
        attribute(name)?.text
    }
}

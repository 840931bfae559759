// SPDX-License-Identifier: Apache-2.0

package import JSONSchema

/// Why a request or one event of it is not a CloudEvent; never quotes a value.
package struct CloudEventError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The rule broken; the raw value is the stable name told to senders.
    package enum Code: String, Sendable, CaseIterable {
        case unsupportedFormat = "unsupported-format"
        case malformedJSON = "malformed-json"
        case tooLarge = "too-large"
        case notABatch = "not-an-array"
        case tooManyEvents = "too-many-events"
        case notAnEvent = "not-an-object"
        case invalidHeader = "invalid-header"
        case missingAttribute = "missing-attribute"
        case emptyAttribute = "empty-attribute"
        case unsupportedVersion = "unsupported-specversion"
        case badAttributeName = "bad-attribute-name"
        case badAttributeType = "bad-attribute-type"
        case badAttributeValue = "bad-attribute-value"
        case dataAndBase64 = "data-and-data_base64"
        case badBase64 = "bad-data_base64"
    }

    package let code: Code
    /// The attribute at fault; nil where none is, or where its name is not one the standard allows.
    package let attribute: String?
    /// Where and how the body stops being JSON.
    package let syntax: JSONSyntaxError?

    package init(_ code: Code, attribute: String? = nil, syntax: JSONSyntaxError? = nil) {
        self.code = code
        self.attribute = attribute.flatMap { PersonalIdentifier.isShowable(name: $0) ? $0 : nil }
        self.syntax = syntax
    }

    /// What is wrong, in plain words.
    package var description: String {
        if let syntax { return "At byte \(syntax.offset): \(syntax.reason)." }
        let subject = attribute.map { "The attribute \($0)" } ?? "An attribute"
        return switch code {
        case .unsupportedFormat: "The media type names an event format or character set that is not taken here."
        case .malformedJSON: "The body is not JSON as it is taken here."
        case .tooLarge: "The event or the whole request is larger than is taken here."
        case .notABatch: "The body of a batch is not a JSON array."
        case .tooManyEvents: "The batch has more events than are taken at once."
        case .notAnEvent: "The event is not a JSON object."
        case .invalidHeader: "\(subject) has a header that cannot be decoded, is repeated or may not be sent."
        case .missingAttribute: "\(subject) is required and not there."
        case .emptyAttribute: "\(subject) is empty."
        case .unsupportedVersion: "The event is of another version than 1.0."
        case .badAttributeName: "An attribute's name is not made of lower-case letters and digits."
        case .badAttributeType: "\(subject) has a value of a type it cannot have."
        case .badAttributeValue: "\(subject) has a value that the standard does not allow."
        case .dataAndBase64: "The event has both data and data_base64."
        case .badBase64: "The member data_base64 is not a base64 text."
        }
    }

    /// What the sender should do.
    package var mend: String {
        switch code {
        case .unsupportedFormat:
            "Send application/cloudevents+json, application/cloudevents-batch+json or ce- headers, in UTF-8."
        case .malformedJSON: "Send one well-formed JSON text (RFC 8259) without repeated member names."
        case .tooLarge: "Send at most 1 MiB in an event and 16 MiB in a batch."
        case .notABatch: "Send an array of events, or name the media type of a single event."
        case .tooManyEvents: "Send at most 1,000 events in a batch."
        case .notAnEvent: "Send each event as an object in the JSON event format."
        case .invalidHeader: "Send each ce- header once, percent-encoded as UTF-8, and no ce-datacontenttype."
        case .missingAttribute, .emptyAttribute: "Give the attribute a value."
        case .unsupportedVersion: "Send specversion 1.0."
        case .badAttributeName: "Use only a to z and 0 to 9 in names of attributes."
        case .badAttributeType: "Send a string, a boolean or a whole number of 32 bits; core attributes are strings."
        case .badAttributeValue:
            "Leave out control characters; write times as RFC 3339, dataschema as an absolute URI without fragment."
        case .dataAndBase64: "Send one of the two."
        case .badBase64: "Encode with the standard alphabet and padding (RFC 4648 section 4), without line breaks."
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Reads an event's attributes one by one and keeps every problem found.
struct EnvelopeReader {
    let event: CloudEvent
    private(set) var problems: [EnvelopeProblem] = []

    /// Every attribute that is taken; nothing else travels.
    static let names: Set<String> = [
        "specversion", "id", "source", "type", "time", "dataschema", "datacontenttype", "subject", "recipientid",
        "agreementid", "purposecode", "correlationid", "causationid", "respondby", "action", "replaces", "actorid",
        "subjectaccess", "subjectaccessreview", "handling", "orderingkey", "traceparent", "tracestate",
    ]

    init(_ event: CloudEvent) {
        self.event = event
    }

    mutating func refuse(_ attribute: String, _ rule: EnvelopeRule) {
        problems.append(EnvelopeProblem(attribute: attribute, rule: rule))
    }

    mutating func checkNames() {
        for attribute in event.attributes where !Self.names.contains(attribute.name) {
            refuse(attribute.name, .unlisted)
        }
    }

    mutating func checkData() {
        if let type = text("datacontenttype") {
            let media = MediaType(type)
            let isJSON = media?.essence == "application/json" && media?.isUTF8 == true
            if !isJSON { refuse("datacontenttype", .jsonOnly) }
        }
        if event.record == nil { refuse("data", .objectData) }
    }

    /// The text of an attribute that is set, is a string, and is of a fair length.
    mutating func text(_ name: String, required: Bool = false, atMost limit: Int = 512) -> String? {
        guard let attribute = event.attribute(name) else {
            if required { refuse(name, .required) }
            return nil
        }
        guard attribute.kind == .string else {
            refuse(name, .notText)
            return nil
        }
        guard !attribute.text.isEmpty, attribute.text.utf8.count <= limit else {
            refuse(name, attribute.text.isEmpty ? .empty : .tooLong)
            return nil
        }
        return attribute.text
    }

    /// The text of an attribute that keeps a rule.
    mutating func text(_ name: String, _ rule: EnvelopeRule, _ keeps: (String) -> Bool) -> String? {
        guard let text = text(name) else { return nil }
        guard keeps(text) else {
            refuse(name, rule)
            return nil
        }
        return text
    }

    /// A reference that must tell nothing of a person.
    mutating func reference(_ name: String) -> String? {
        guard let text = text(name) else { return nil }
        guard !PersonalIdentifier.looksLike(text) else {
            refuse(name, .personalIdentifier)
            return nil
        }
        guard EnvelopeSyntax.isOpaque(text) else {
            refuse(name, .opaqueReference)
            return nil
        }
        return text
    }

    mutating func uniqueID(_ name: String, required: Bool = false) -> UniqueID? {
        guard let text = text(name, required: required) else { return nil }
        if let id = UniqueID(parsing: text) { return id }
        refuse(name, PersonalIdentifier.looksLike(text) ? .personalIdentifier : .uuid)
        return nil
    }

    mutating func absoluteURI(_ name: String) -> String? {
        guard let text = text(name, required: true) else { return nil }
        guard CloudEvent.Attribute.isAbsoluteURI(text) else {
            refuse(name, .absoluteURI)
            return nil
        }
        return text
    }
}

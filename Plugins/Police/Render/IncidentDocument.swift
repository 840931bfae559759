// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// One message in the JSON:API shape of the iHub standard data model: an incident as primary data, its people included.
///
/// The shape is the same for every contract: members of the record that describe a person become included resources with one
/// relationship each, everything else stays an attribute. Sector codes are carried as they are, not translated to iHub ids.
struct IncidentDocument {
    private static let mediaType = "application/vnd.api+json"
    /// The members that describe a person, by the names the house's contracts give them.
    private static let people = [
        "child", "parent", "parentGuardian", "reporter", "referrer", "officerInCase",
        "carers", "associates", "siblings", "victims", "witnesses", "suspects",
    ]

    private let message: Message

    init(_ message: Message) {
        self.message = message
    }

    func parcel() throws(RenderFailure) -> Parcel {
        guard case .object(let members) = message.data else {
            throw RenderFailure(
                "the record at the root is not an object, which JSON:API attributes must be; the sender mends it"
            )
        }
        let persons = members.flatMap(persons)
        let attributes = members.filter { member in !persons.contains { $0.member == member.name } }
        let document = Value.record([
            ("jsonapi", .record([("version", .string("1.1"))])),
            ("data", incident(attributes, persons)),
            ("included", .list(persons.map(\.resource))),
            ("meta", meta),
        ])
        return Parcel(
            contentType: Self.mediaType,
            body: document.json,
            headers: ["accept": Self.mediaType, "idempotency-key": message.deliveryID]
        )
    }

    private struct Person {
        let member: String
        let id: String
        let isOneOfMany: Bool
        let attributes: Value

        var identifier: Value { .record([("type", .string("person")), ("id", .string(id))]) }
        var resource: Value {
            .record([("type", .string("person")), ("id", .string(id)), ("attributes", attributes)])
        }
    }

    /// Included ids are made from the delivery's, so that a repeated delivery is the same document byte for byte.
    private func persons(in member: Value.Member) -> [Person] {
        guard Self.people.contains(member.name) else { return [] }
        switch member.value {
        case .object:
            return [person(member.name, nil, member.value)]
        case .array(let elements) where elements.allSatisfy({ !$0.members.isEmpty }):
            return elements.enumerated().map { person(member.name, $0.offset + 1, $0.element) }
        default:
            return []
        }
    }

    private func person(_ member: String, _ number: Int?, _ attributes: Value) -> Person {
        let suffix = number.map { "\(member)-\($0)" } ?? member
        return Person(
            member: member,
            id: "\(message.deliveryID)-\(suffix)",
            isOneOfMany: number != nil,
            attributes: attributes
        )
    }

    private func incident(_ attributes: [Value.Member], _ persons: [Person]) -> Value {
        var names: [String] = []
        for person in persons where !names.contains(person.member) { names.append(person.member) }
        let relationships = names.map { name -> (String, Value?) in
            let linked = persons.filter { $0.member == name }
            let many = linked.contains { $0.isOneOfMany }
            let data: Value? = many ? .array(linked.map(\.identifier)) : linked.first?.identifier
            return (name, .record([("data", data)]))
        }
        return .record([
            ("type", .string("incident")),
            ("id", .string(message.eventID)),
            ("attributes", .object(attributes)),
            ("relationships", .entry(relationships)),
        ])
    }

    private var meta: Value {
        .record([
            ("deliveryId", .string(message.deliveryID)),
            ("source", .string(message.source)),
            ("messageType", .string(message.type)),
            ("contract", .string(message.contract)),
            ("occurredAt", .string(message.time)),
            ("sender", .string(message.sender)),
            ("recipient", .string(message.recipient)),
            ("purpose", .string(message.purpose)),
        ])
    }
}

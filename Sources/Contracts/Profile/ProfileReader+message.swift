// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// The message of a contract file, as read.
struct ProfileMessage {
    let type: String
    let shape: Shape
    let subjects: [SubjectDeclaration]
    /// The fields of the primary key, in their order.
    let recordKey: [FieldPattern]
    let foreign: ForeignReference?
}

extension ProfileReader {
    private static let messageCustoms: [String: CustomKind] = [
        "messageType": .text, "unknownProperties": .text, "subjects": .list, "subjectKey": .pointer,
    ]

    /// Reads the one object under `schema`.
    mutating func message(
        _ root: Entry,
        _ id: ContractID?
    ) -> ProfileMessage? {
        let objects = list(root, "schema")
        guard objects.count == 1 else {
            note(root.place("schema"), "a contract describes exactly one message", "list one object under schema")
            return nil
        }
        let place = objects[0].place
        let keys = ProfileKeys.message
        guard let object = entry(objects[0].value, at: place, keys: keys, what: "the schema object") else { return nil }
        _ = text(object, "name", isRequired: true)
        _ = word(object, "logicalType", among: ["object"], isRequired: true)
        let physical = word(
            object,
            "physicalType",
            among: ["message", ForeignReference.physicalType],
            isRequired: true
        )
        isForeign = physical == ForeignReference.physicalType
        checkTags(object)
        let definitions = authoritativeDefinitions(object)
        let customs = customProperties(
            object,
            known: isForeign
                ? ProfileReader.messageCustoms.merging(ProfileReader.foreignCustoms) { own, _ in own }
                : ProfileReader.messageCustoms
        )
        let foreign = isForeign ? foreign(object, definitions, customs) : nil
        var shape = Shape(pattern: .root, place: place, kind: .object)
        shape.isRequired = true
        shape.title = text(object, "businessName")
        shape.description = text(object, "description")
        shape.isDeprecated = flag(object, "deprecated")
        shape.isOpen = isOpen(customs)
        shape.properties = properties(object, .root, depth: 1)
        shape.rules = rules(object, on: shape.kind)
        let subjects = subjects(customs["subjects"], shape)
        let recordKey = recordKey(shape)
        if let key = customs["subjectKey"], let pattern = key.value.asText.flatMap(FieldPattern.init(parsing:)),
            shape.descendant(pattern.tokens) == nil
        {
            note(key.place, "names a field the contract does not have", "correct the pointer")
        }
        guard let type = messageType(customs["messageType"], object, id) else { return nil }
        return ProfileMessage(type: type, shape: shape, subjects: subjects, recordKey: recordKey, foreign: foreign)
    }

    private mutating func messageType(
        _ custom: (value: JSONValue, place: JSONPointer)?,
        _ object: Entry,
        _ id: ContractID?
    ) -> String? {
        guard let custom, let type = custom.value.asText else {
            note(
                object.place("customProperties"),
                "the gateway property messageType is missing",
                "add {property: messageType, value: <name>.v<major>, vendor: gateway}"
            )
            return nil
        }
        let parts = type.split(separator: ".", omittingEmptySubsequences: false)
        guard let last = parts.last, last.hasPrefix("v"), let major = Int(last.dropFirst()),
            ContractID.isName(parts.dropLast().joined(separator: "."))
        else {
            note(custom.place, "is not a message type", "write it as lower-case words ending in .v<major>")
            return nil
        }
        if let id, id.major != major {
            note(custom.place, "ends in another major than the contract's version", "end it in .v\(id.major)")
        }
        return type
    }
}

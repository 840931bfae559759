// SPDX-License-Identifier: Apache-2.0

extension ContractField {
    /// The fields of a message, each with the marks it inherits.
    static func list(_ root: Shape) -> [ContractField] {
        var fields: [ContractField] = []
        collect(root, Shape.Marks(), into: &fields)
        return fields
    }

    private static func collect(_ shape: Shape, _ outer: Shape.Marks, into fields: inout [ContractField]) {
        var marks = shape.marks
        marks.isLocation = marks.isLocation || outer.isLocation
        marks.isNarrative = marks.isNarrative || outer.isNarrative
        marks.classification = marks.classification ?? outer.classification
        marks.dataCategory = marks.dataCategory ?? outer.dataCategory
        if !shape.pattern.tokens.isEmpty {
            fields.append(
                ContractField(
                    pointer: shape.pattern,
                    type: shape.kind.rawValue,
                    title: shape.title,
                    description: shape.description,
                    classification: marks.classification,
                    dataCategory: marks.dataCategory ?? .ordinary,
                    isLocation: marks.isLocation,
                    isNarrative: marks.isNarrative,
                    isRequired: shape.isRequired,
                    isNullable: shape.isNullable,
                    isPrimaryKey: shape.isPrimaryKey,
                    isUnique: shape.isUnique,
                    codes: shape.codes
                )
            )
        }
        for child in shape.properties + shape.items { collect(child, marks, into: &fields) }
    }
}

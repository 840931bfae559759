// SPDX-License-Identifier: Apache-2.0

import JSONSchema

extension ProfileReader {
    /// Reads `primaryKey`, `primaryKeyPosition` and `unique` of one property.
    ///
    /// A position of -1 is the default of ODCS 3.2.0 and says nothing.
    mutating func readKeys(_ entry: Entry, into shape: inout Shape) {
        shape.isPrimaryKey = flag(entry, "primaryKey")
        shape.isUnique = flag(entry, "unique")
        guard let value = entry["primaryKeyPosition"], value.asInteger != -1 else { return }
        guard let position = value.asInteger, position > 0 else {
            return note(entry.place("primaryKeyPosition"), "must be a whole number from 1", "number the key's fields")
        }
        guard shape.isPrimaryKey else {
            let mend = "add primaryKey: true, or remove the position"
            return note(entry.place("primaryKeyPosition"), "only a field of the primary key has a position", mend)
        }
        shape.keyPosition = position
    }

    /// The fields of the record key in order, after what the marks say was held against the whole message.
    ///
    /// One message has one record key, so no part of it, and no field that sets a record apart, may stand in a list or
    /// map or hold fields of its own.
    mutating func recordKey(_ root: Shape) -> [FieldPattern] {
        var marked: [Shape] = []
        root.visit { if $0.isPrimaryKey || $0.isUnique { marked.append($0) } }
        for shape in marked where shape.pattern.tokens.last != "*" {
            let place = shape.place.appending(shape.isPrimaryKey ? "primaryKey" : "unique")
            if !shape.isLeaf {
                let problem = "a \(shape.kind.rawValue) cannot tell one record from another"
                note(place, problem, "mark the fields in it that do")
            } else if shape.pattern.tokens.contains("*") {
                note(place, "a field in a list or map has many values in one record", "mark a field outside it")
            }
        }
        let parts = marked.filter(\.isPrimaryKey)
        checkPositions(parts)
        // Where no position is given, the order is that of the file.
        let order = parts.enumerated().sorted { left, right in
            (left.element.keyPosition ?? 0, left.offset) < (right.element.keyPosition ?? 0, right.offset)
        }
        return order.map(\.element.pattern)
    }

    private mutating func checkPositions(_ parts: [Shape]) {
        guard parts.contains(where: { $0.keyPosition != nil }) else { return }
        var seen: Set<Int> = []
        for shape in parts {
            guard let position = shape.keyPosition else {
                let mend = "number all fields of the primary key, or none"
                note(shape.place.appending("primaryKey"), "has no position, while other parts of the key have", mend)
                continue
            }
            let place = shape.place.appending("primaryKeyPosition")
            if !seen.insert(position).inserted {
                note(place, "another part of the key has this position", "number the parts from 1 to \(parts.count)")
            } else if position > parts.count {
                note(place, "leaves a gap in the key's positions", "number the parts from 1 to \(parts.count)")
            }
        }
    }
}

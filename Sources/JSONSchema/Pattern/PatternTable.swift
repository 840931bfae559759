// SPDX-License-Identifier: Apache-2.0

/// Where the quickest form of a pattern stands among those of its schema, which lie one behind another: a shape, a deterministic
/// automaton, or neither.
struct PatternTable: Sendable {
    /// Its first row; negative when the pattern is no table.
    var rows: Int32 = -1
    var classes: Int32 = 0
    var stride: Int32 = 0
    var start: UInt32 = 0
    /// Its first mask and how many, when it is a shape.
    var firstMask: Int32 = -1
    var maskCount: Int32 = 0

    @inline(__always) var isTable: Bool { rows >= 0 }
    @inline(__always) var isShape: Bool { firstMask >= 0 }

    /// Whether a stretch of a text has the shape; `masks` are those of the schema.
    @inline(__always)
    func fits(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ masks: Span<ByteMask>) -> Bool {
        guard end &- start == Int(maskCount) else { return false }
        var fits = true
        for place in 0..<Int(maskCount) {
            fits = masks[Int(firstMask) &+ place].holds(bytes[start &+ place]) && fits
        }
        return fits
    }

    /// Whether the pattern matches anywhere in a stretch of a text; `rows` and `classes` are those of the schema.
    @inline(__always)
    func matches(
        _ bytes: Span<UInt8>,
        _ start: Int,
        _ end: Int,
        _ rows: Span<UInt32>,
        _ classes: Span<UInt8>
    ) -> Bool {
        let matched = UInt32(bitPattern: stride)
        let first = Int(self.rows), kinds = Int(self.classes)
        var state = self.start
        var cursor = start
        while cursor < end {
            if state <= matched { return state == matched }
            state = rows[first &+ Int(state) &+ Int(classes[kinds &+ Int(bytes[cursor])])]
            cursor &+= 1
        }
        return state <= matched ? state == matched : rows[first &+ Int(state) &+ Int(matched) &- 1] == matched
    }
}

extension ProgramParts {
    /// Enters the table of the pattern added last.
    mutating func addTable() {
        if let shape = patterns.last?.shape {
            tables.append(PatternTable(firstMask: Int32(masks.count), maskCount: Int32(shape.masks.count)))
            masks += shape.masks
            return
        }
        guard let table = patterns.last?.table else { return tables.append(PatternTable()) }
        tables.append(
            PatternTable(
                rows: Int32(rows.count),
                classes: Int32(classes.count),
                stride: Int32(table.stride),
                start: table.start
            )
        )
        rows += table.rows
        classes += table.classes
    }
}

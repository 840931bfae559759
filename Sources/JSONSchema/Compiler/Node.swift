// SPDX-License-Identifier: Apache-2.0

/// One subschema: the kinds it allows, then ranges of instructions by the kind of value they look at.
struct Node: Sendable {
    /// Bits of `Kinds` this schema allows.
    var kinds: UInt8 = Kinds.all
    /// For `type`, index of its keyword place.
    var typePlace: Int32 = -1
    /// The schema resource, for dynamic scope; -1 when no `$dynamicRef` asks.
    var resource: Int32 = -1
    /// First instruction; the ranges follow each other in the order below.
    var start: Int32 = 0
    var stringEnd: Int32 = 0
    var numberEnd: Int32 = 0
    var arrayEnd: Int32 = 0
    var objectEnd: Int32 = 0
    var anyEnd: Int32 = 0
    /// Unevaluated keywords, which must come last.
    var end: Int32 = 0
    /// Whether nothing here applies a schema to a value that has no children.
    var isFlat = true

    /// The range of instructions for one kind of value only.
    @inline(__always)
    func own(_ kind: UInt32) -> (Int32, Int32) {
        switch kind {
        case TapeEntry.string: (start, stringEnd)
        case TapeEntry.number: (stringEnd, numberEnd)
        case TapeEntry.array: (numberEnd, arrayEnd)
        case TapeEntry.object: (arrayEnd, objectEnd)
        default: (0, 0)
        }
    }

    /// Whether this schema takes values of this kind.
    @inline(__always)
    func allows(_ entry: TapeEntry, _ bytes: Span<UInt8>) -> Bool {
        kinds & (1 &<< UInt8(truncatingIfNeeded: entry.kind)) != 0 || takesWhole(entry, bytes)
    }

    private func takesWhole(_ entry: TapeEntry, _ bytes: Span<UInt8>) -> Bool {
        guard entry.kind == TapeEntry.number, kinds & Kinds.integer != 0 else { return false }
        return entry.isSmallInteger || ExactDecimal(bytes, Int(entry.start), Int(entry.end)).isInteger
    }
}

/// Kinds of value as bits, in the order of the tape's kinds; an integer bit beside.
enum Kinds {
    static let all: UInt8 = 0x3F
    static let number: UInt8 = 1 << 2
    static let integer: UInt8 = 1 << 6

    static func bits(of name: String) -> UInt8? {
        switch name {
        case "null": 1 << 0
        case "boolean": 1 << 1
        case "number": number
        case "integer": integer
        case "string": 1 << 3
        case "array": 1 << 4
        case "object": 1 << 5
        default: nil
        }
    }
}

/// One keyword, with indices into the program's tables.
struct Instruction: Sendable {
    enum Operation: UInt8, Sendable {
        case minLength, maxLength, pattern, format
        case minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf
        case minItems, maxItems, uniqueItems, prefixItems, items, contains
        case minProperties, maxProperties, members, propertyNames, dependentRequired, dependentSchema
        case never, constant, oneOfValues, reference, dynamicReference, allOf, anyOf, oneOf, not, condition
        case unevaluatedItems, unevaluatedProperties

        /// Whether it looks at the value alone and applies no schema to it.
        var isFlat: Bool { self == .never || self == .constant || self == .oneOfValues }
    }

    var operation: Operation
    var first: Int32 = 0
    var second: Int32 = 0
    /// For branches, which of them may hold is told by a selector; -1 when by none.
    var selector: Int32 = -1
    /// Index of the keyword place to report.
    var place: Int32
}

/// What to say when a keyword is broken.
struct KeywordPlace: Sendable {
    var keyword: String
    var schema: String
    var detail: String
}

/// A number of the schema, ready to compare.
struct NumberBound: Sendable {
    let small: Int64?
    let exact: ExactDecimal
}

/// `dependentRequired` for one member.
struct DependentNames: Sendable {
    let trigger: [UInt8]
    let names: [[UInt8]]
    /// A keyword place for each name.
    let places: [Int32]
}

/// `enum`: strings by hash, everything else one by one.
struct EnumTable: Sendable {
    let strings: NameTable
    /// Where the others begin in the program's lists: tape indices among the constants.
    let firstOther: Int32
    let otherCount: Int32
}

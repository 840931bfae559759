// SPDX-License-Identifier: Apache-2.0

/// `properties`, `patternProperties`, `additionalProperties` and `required` of one schema, done in one walk over the members.
struct ObjectTable: Sendable {
    /// What a known name means.
    struct Entry: Sendable {
        /// The node of its value, or -1 when it is only required.
        var node: Int32
        /// Its position among the required names, or -1.
        var required: Int32
        /// Place to report when missing.
        var place: Int32
    }

    let names: NameTable
    /// Where its entries begin among those of all tables; they stand in the order of the names.
    let firstEntry: Int32
    let entryCount: Int32
    let requiredCount: Int32
    /// Where its patterns begin among those of all tables.
    let firstPattern: Int32
    let patternCount: Int32
    /// The node for other members; -1 when anything goes, -2 when nothing does.
    var additional: Int32
    let additionalPlace: Int32
    /// The fingerprint of the only name, where nothing is asked of other members.
    let lone: UInt32?

    var restrictsOthers: Bool { patternCount > 0 || additional != -1 }
    var entryRange: Range<Int> { Int(firstEntry)..<Int(firstEntry) + Int(entryCount) }
    var patternRange: Range<Int> { Int(firstPattern)..<Int(firstPattern) + Int(patternCount) }
}

/// What members whose names match are checked against.
struct MemberPattern: Sendable {
    let pattern: Int32
    var node: Int32
}

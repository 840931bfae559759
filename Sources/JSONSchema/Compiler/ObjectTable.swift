// SPDX-License-Identifier: Apache-2.0

/// `properties`, `patternProperties`, `additionalProperties` and `required` of one schema, done in one walk over the members.
final class ObjectTable: Sendable {
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
    let entries: [Entry]
    let requiredCount: Int
    let patterns: [(pattern: Int32, node: Int32)]
    /// The node for other members; -1 when anything goes, -2 when nothing does.
    let additional: Int32
    let additionalPlace: Int32
    let restrictsOthers: Bool

    init(
        names: NameTable,
        entries: [Entry],
        patterns: [(pattern: Int32, node: Int32)],
        additional: Int32,
        additionalPlace: Int32
    ) {
        self.names = names
        self.entries = entries
        self.patterns = patterns
        self.additional = additional
        self.additionalPlace = additionalPlace
        requiredCount = entries.count { $0.required >= 0 }
        restrictsOthers = !patterns.isEmpty || additional != -1
    }
}

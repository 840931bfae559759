// SPDX-License-Identifier: Apache-2.0

/// A schema in flat form.
///
/// Built once, then only read; a class so that a validation run retains one reference.
final class Program: Sendable {
    let nodes: [Node]
    let instructions: [Instruction]
    let lists: [Int32]
    let objects: [ObjectTable]
    let entries: [ObjectTable.Entry]
    let memberPatterns: [MemberPattern]
    let slots: [NameSlot]
    let pool: [UInt8]
    let enums: [EnumTable]
    let bounds: [NumberBound]
    let patterns: [Pattern]
    let tables: [PatternTable]
    let rows: [UInt32]
    let classes: [UInt8]
    let masks: [ByteMask]
    let formats: [Format.Kind]
    let dependents: [DependentNames]
    let selectors: [Selector]
    let keywords: [KeywordPlace]
    /// All values of `const` and `enum`, as elements of one array.
    let constants: JSONDocument
    /// For each anchor name of a `$dynamicRef`, the node each resource offers, or -1.
    let dynamicTargets: [[Int32]]
    /// Names the schema knows, which may therefore be shown.
    let names: Set<[UInt8]>
    let maxDepth: Int
    let maxSteps: Int

    init(_ parts: ProgramParts, constants: JSONDocument, options: CompiledSchema.Options) {
        nodes = parts.nodes
        instructions = parts.instructions
        lists = parts.lists
        objects = parts.objects
        entries = parts.entries
        memberPatterns = parts.memberPatterns
        slots = parts.nameTables.slots
        pool = parts.nameTables.pool
        enums = parts.enums
        bounds = parts.bounds
        patterns = parts.patterns
        tables = parts.tables
        rows = parts.rows
        classes = parts.classes
        masks = parts.masks
        formats = parts.formats
        dependents = parts.dependents
        selectors = parts.selectors
        keywords = parts.keywords
        dynamicTargets = parts.dynamicTargets
        names = parts.names
        self.constants = constants
        maxDepth = options.maxDepth
        maxSteps = options.maxSteps
    }
}

/// The tables of a program while it is being built.
struct ProgramParts {
    var nodes: [Node] = []
    var instructions: [Instruction] = []
    var lists: [Int32] = []
    var objects: [ObjectTable] = []
    var entries: [ObjectTable.Entry] = []
    var memberPatterns: [MemberPattern] = []
    var nameTables = Names()
    var enums: [EnumTable] = []
    var bounds: [NumberBound] = []
    var patterns: [Pattern] = []
    /// For each pattern where it stands as a table, with no states when it is none.
    var tables: [PatternTable] = []
    var rows: [UInt32] = []
    var classes: [UInt8] = []
    var masks: [ByteMask] = []
    var formats: [Format.Kind] = []
    var dependents: [DependentNames] = []
    var selectors: [Selector] = []
    var keywords: [KeywordPlace] = []
    var dynamicTargets: [[Int32]] = []
    var names: Set<[UInt8]> = []
}

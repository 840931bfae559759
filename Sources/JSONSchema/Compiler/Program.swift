// SPDX-License-Identifier: Apache-2.0

/// A schema in flat form.
///
/// Built once, then only read; a class so that a validation run retains one reference.
final class Program: Sendable {
    let nodes: [Node]
    let instructions: [Instruction]
    let lists: [Int32]
    let objects: [ObjectTable]
    let enums: [EnumTable]
    let bounds: [NumberBound]
    let patterns: [Pattern]
    let formats: [Format.Kind]
    let dependents: [DependentNames]
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
        enums = parts.enums
        bounds = parts.bounds
        patterns = parts.patterns
        formats = parts.formats
        dependents = parts.dependents
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
    var enums: [EnumTable] = []
    var bounds: [NumberBound] = []
    var patterns: [Pattern] = []
    var formats: [Format.Kind] = []
    var dependents: [DependentNames] = []
    var keywords: [KeywordPlace] = []
    var dynamicTargets: [[Int32]] = []
    var names: Set<[UInt8]> = []
}

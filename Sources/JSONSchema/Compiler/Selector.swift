// SPDX-License-Identifier: Apache-2.0

/// Which branches of an `anyOf` or `oneOf` an object may satisfy, told by the value of one member.
///
/// A branch that lists the strings the member may be fails for every other value, so it need not be tried.
struct Selector: Sendable {
    /// The table of the one name.
    let name: NameTable
    let values: NameTable
    /// Where the program's lists say, for each value, then for every other, and last for an object without the member, where its
    /// branches begin in them; they end where the next begin.
    let choices: Int32
    /// How many of these there are, not counting the end.
    let count: Int32
}

extension ProgramParts {
    /// What may be spent on all selectors of a schema: nodes, names and strings looked at, and branches listed for a value.
    private static let maxSelectorWork = 1 << 20
    /// How far below a branch its strings are looked for.
    private static let maxDepth = 8
    /// How many names are tried for a selector, and how long one may be, in bytes.
    private static let maxCandidates = 16
    private static let maxNameLength = 256

    /// Finds for each `anyOf` and `oneOf` the member that tells most of its branches apart.
    mutating func addSelectors() {
        var work = ProgramParts.maxSelectorWork
        for index in instructions.indices where work >= 0 {
            let instruction = instructions[index]
            guard instruction.operation == .anyOf || instruction.operation == .oneOf, instruction.second > 1 else {
                continue
            }
            let branches = lists[Int(instruction.first)..<Int(instruction.first) + Int(instruction.second)]
            guard let selector = selector(Array(branches), &work) else { continue }
            instructions[index].selector = Int32(selectors.count)
            selectors.append(selector)
        }
    }

    private mutating func selector(_ branches: [Int32], _ work: inout Int) -> Selector? {
        var best: SelectorChoice?
        for name in candidates(branches, &work) {
            let sets = branches.map { strings(of: name, in: Int($0), ProgramParts.maxDepth, &work) }
            let choice = SelectorChoice(name: name, sets: sets)
            // At a tie the name found first stays: those that branches demand come before others.
            if choice.told > 1 && best.map { choice.tellsMore(than: $0) } ?? true { best = choice }
        }
        guard let best, work >= 0 else { return nil }
        let values = Array(best.values)
        work -= (values.count + 2) * branches.count
        guard work >= 0, let table = nameTables.table(of: values), let name = nameTables.table(of: [best.name]) else {
            return nil
        }
        var choices: [Int32] = []
        for value in values.map(Optional.some) + [nil] {
            choices.append(Int32(lists.count))
            for (branch, set) in zip(branches, best.sets)
            where set.map({ set in value.map(set.contains) ?? false }) ?? true {
                lists.append(branch)
            }
        }
        choices.append(Int32(lists.count))
        lists += branches.filter { !demands(best.name, in: Int($0), ProgramParts.maxDepth, &work) }
        choices.append(Int32(lists.count))
        defer { lists += choices }
        return Selector(name: name, values: table, choices: Int32(lists.count), count: Int32(values.count + 2))
    }

    /// Names of members that a branch demands, then those of which it lists the strings.
    private func candidates(_ branches: [Int32], _ work: inout Int) -> [[UInt8]] {
        var names: [[UInt8]] = []
        for isDemanded in [true, false] {
            for branch in branches.prefix(2) {
                collect(Int(branch), ProgramParts.maxDepth, demanded: isDemanded, &names, &work)
            }
        }
        return names
    }

    private func collect(_ node: Int, _ depth: Int, demanded: Bool, _ names: inout [[UInt8]], _ work: inout Int) {
        guard depth > 0, names.count < ProgramParts.maxCandidates, spend(node, &work) else { return }
        if let table = table(of: node) {
            for slot in nameTables.names(of: table.names)
            where names.count < ProgramParts.maxCandidates && slot.length <= ProgramParts.maxNameLength {
                let entry = entries[Int(table.firstEntry) + Int(slot.value)]
                let lists = entry.node >= 0 && stringTable(of: Int(entry.node)) != nil
                let isMeant = demanded ? entry.required >= 0 : lists
                let name = nameTables.name(slot)
                if isMeant && !names.contains(name) { names.append(name) }
            }
        }
        for instruction in always(node) {
            let first = Int(instruction.first)
            switch instruction.operation {
            case .reference: collect(first, depth - 1, demanded: demanded, &names, &work)
            case .allOf, .anyOf, .oneOf: collect(Int(lists[first]), depth - 1, demanded: demanded, &names, &work)
            default: break
            }
        }
    }

    /// The strings a member, if it is there, must be one of for an object to satisfy a node; nil when it may be another.
    private func strings(of name: [UInt8], in index: Int, _ depth: Int, _ work: inout Int) -> Set<[UInt8]>? {
        guard depth > 0, spend(index, &work) else { return nil }
        if nodes[index].kinds & (1 << UInt8(TapeEntry.object)) == 0 { return [] }
        if let entry = entry(of: name, in: index), entry.node >= 0,
            let strings = strings(listedBy: Int(entry.node), &work)
        {
            return strings
        }
        for instruction in always(index) {
            let first = Int(instruction.first)
            let branches = first..<first + Int(instruction.second)
            switch instruction.operation {
            case .reference:
                if let strings = strings(of: name, in: first, depth - 1, &work) { return strings }
            case .allOf:
                for place in branches {
                    if let strings = strings(of: name, in: Int(lists[place]), depth - 1, &work) { return strings }
                }
            case .anyOf, .oneOf:
                var union: Set<[UInt8]>? = []
                for place in branches where union != nil {
                    if let strings = strings(of: name, in: Int(lists[place]), depth - 1, &work) {
                        union?.formUnion(strings)
                    } else {
                        union = nil
                    }
                }
                if let union { return union }
            default: break
            }
        }
        return nil
    }

    /// Whether an object without the member cannot satisfy a node.
    private func demands(_ name: [UInt8], in index: Int, _ depth: Int, _ work: inout Int) -> Bool {
        guard depth > 0, spend(index, &work) else { return false }
        if nodes[index].kinds & (1 << UInt8(TapeEntry.object)) == 0 { return true }
        if let entry = entry(of: name, in: index), entry.required >= 0 { return true }
        return always(index).contains { instruction in
            let first = Int(instruction.first)
            let branches = first..<first + Int(instruction.second)
            return switch instruction.operation {
            case .reference: demands(name, in: first, depth - 1, &work)
            case .allOf: branches.contains { demands(name, in: Int(lists[$0]), depth - 1, &work) }
            case .anyOf, .oneOf: branches.allSatisfy { demands(name, in: Int(lists[$0]), depth - 1, &work) }
            default: false
            }
        }
    }

    /// What the members of a node say of a name.
    private func entry(of name: [UInt8], in index: Int) -> ObjectTable.Entry? {
        guard let table = table(of: index),
            let slot = nameTables.names(of: table.names)
                .first(where: { Int($0.length) == name.count && nameTables.name($0) == name })
        else { return nil }
        return entries[Int(table.firstEntry) + Int(slot.value)]
    }

    /// The strings a node lists; nil when it lists none, or other values too.
    private func strings(listedBy index: Int, _ work: inout Int) -> Set<[UInt8]>? {
        guard let table = stringTable(of: index) else { return nil }
        // A set costs more than looking: what it takes is paid before it is made.
        work -= Int(table.mask)
        guard work >= 0 else { return nil }
        let slots = nameTables.names(of: table)
        work -= slots.reduce(0) { $0 + 1 + Int($1.length) / 8 }
        guard work >= 0 else { return nil }
        return Set(slots.map { nameTables.name($0) })
    }

    /// The table of `const` or `enum`, where a node lists strings and nothing else.
    private func stringTable(of index: Int) -> NameTable? {
        for instruction in always(index) {
            switch instruction.operation {
            case .constant: return nil
            case .oneOfValues:
                let table = enums[Int(instruction.first)]
                return table.otherCount == 0 ? table.strings : nil
            default: break
            }
        }
        return nil
    }

    /// Takes the look at a node off what is left; false when nothing is, and what is not known then changes no verdict.
    private func spend(_ node: Int, _ work: inout Int) -> Bool {
        work -= 1 + always(node).count + (table(of: node).map { Int($0.names.mask) } ?? 0)
        return work >= 0
    }

    /// Only the numbers of members are looked at before them.
    private func table(of index: Int) -> ObjectTable? {
        instructions[Int(nodes[index].arrayEnd)..<Int(nodes[index].objectEnd)].prefix(3)
            .first { $0.operation == .members }
            .map { objects[Int($0.first)] }
    }

    /// What a node applies to values of every kind.
    private func always(_ index: Int) -> ArraySlice<Instruction> {
        instructions[Int(nodes[index].objectEnd)..<Int(nodes[index].anyEnd)]
    }
}

/// One name by which branches might be picked.
private struct SelectorChoice {
    let name: [UInt8]
    /// For each branch the strings the member must be one of; nil when it may be another.
    let sets: [Set<[UInt8]>?]
    let values: Set<[UInt8]>
    /// How many branches list strings, and how many strings they list together.
    let told: Int
    private let listed: Int

    init(name: [UInt8], sets: [Set<[UInt8]>?]) {
        self.name = name
        self.sets = sets
        values = sets.reduce(into: []) { $0.formUnion($1 ?? []) }
        told = sets.count { $0 != nil }
        listed = sets.reduce(0) { $0 + ($1?.count ?? 0) }
    }

    /// Whether it tells more branches, or as many, and leaves fewer of them for a value.
    func tellsMore(than other: SelectorChoice) -> Bool {
        if told != other.told { return told > other.told }
        return listed * max(1, other.values.count) < other.listed * max(1, values.count)
    }
}

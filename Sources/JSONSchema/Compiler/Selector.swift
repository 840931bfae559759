// SPDX-License-Identifier: Apache-2.0

/// Which branches of an `anyOf` or `oneOf` an object may satisfy, told by the value of one member that they demand.
///
/// A branch that requires the member and lists the strings it may be fails for every other value, so it need not be tried.
struct Selector: Sendable {
    /// The table of the one name.
    let name: NameTable
    let values: NameTable
    /// Where the program's lists say, for each value, and last for every other and for an object without the member, where its branches
    /// begin in them; they end where the next begin.
    let choices: Int32
    /// How many of these there are, not counting the end.
    let count: Int32
}

extension ProgramParts {
    /// Values of a selector and branches tried for them, over all selectors.
    private static let maxChoices = 1 << 16
    /// How far below a branch its strings are looked for.
    private static let maxDepth = 8

    /// Finds for each `anyOf` and `oneOf` the member that tells most of its branches apart.
    mutating func addSelectors() {
        var room = ProgramParts.maxChoices
        for index in instructions.indices {
            let instruction = instructions[index]
            guard instruction.operation == .anyOf || instruction.operation == .oneOf, instruction.second > 1 else {
                continue
            }
            let branches = lists[Int(instruction.first)..<Int(instruction.first) + Int(instruction.second)]
            guard let selector = selector(Array(branches), &room) else { continue }
            instructions[index].selector = Int32(selectors.count)
            selectors.append(selector)
        }
    }

    private mutating func selector(_ branches: [Int32], _ room: inout Int) -> Selector? {
        var best: (name: [UInt8], sets: [Set<[UInt8]>?], told: Int)?
        for name in candidates(branches) {
            let sets = branches.map { strings(of: name, in: Int($0), ProgramParts.maxDepth) }
            let told = sets.count { $0 != nil }
            if told > best?.told ?? 1 { best = (name, sets, told) }
        }
        guard let best else { return nil }
        let values = Array(best.sets.reduce(into: Set<[UInt8]>()) { $0.formUnion($1 ?? []) })
        room -= (values.count + 1) * branches.count
        guard room >= 0, let table = nameTables.table(of: values), let name = nameTables.table(of: [best.name]) else {
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
        defer { lists += choices }
        return Selector(name: name, values: table, choices: Int32(lists.count), count: Int32(values.count + 1))
    }

    /// Names of members that a branch demands.
    private func candidates(_ branches: [Int32]) -> Set<[UInt8]> {
        var names: Set<[UInt8]> = []
        for branch in branches.prefix(2) { collect(Int(branch), ProgramParts.maxDepth, &names) }
        return names
    }

    private func collect(_ node: Int, _ depth: Int, _ names: inout Set<[UInt8]>) {
        guard depth > 0, names.count < 16 else { return }
        if let table = table(of: node) {
            for slot in nameTables.names(of: table.names) where names.count < 16 {
                if entries[Int(table.firstEntry) + Int(slot.value)].required >= 0 {
                    names.insert(nameTables.name(slot))
                }
            }
        }
        for instruction in always(node) {
            switch instruction.operation {
            case .reference: collect(Int(instruction.first), depth - 1, &names)
            case .allOf, .anyOf, .oneOf: collect(Int(lists[Int(instruction.first)]), depth - 1, &names)
            default: break
            }
        }
    }

    /// The strings a member must be one of for an object to satisfy a node; nil when it may be another, or absent.
    private func strings(of name: [UInt8], in index: Int, _ depth: Int) -> Set<[UInt8]>? {
        guard depth > 0 else { return nil }
        if nodes[index].kinds & (1 << UInt8(TapeEntry.object)) == 0 { return [] }
        if let table = table(of: index),
            let slot = nameTables.names(of: table.names).first(where: { nameTables.name($0) == name })
        {
            let entry = entries[Int(table.firstEntry) + Int(slot.value)]
            if entry.required >= 0, entry.node >= 0, let strings = strings(listedBy: Int(entry.node)) {
                return strings
            }
        }
        for instruction in always(index) {
            let first = Int(instruction.first)
            let branches = first..<first + Int(instruction.second)
            switch instruction.operation {
            case .reference:
                if let strings = strings(of: name, in: first, depth - 1) { return strings }
            case .allOf:
                for place in branches {
                    if let strings = strings(of: name, in: Int(lists[place]), depth - 1) { return strings }
                }
            case .anyOf, .oneOf:
                let sets = branches.map { strings(of: name, in: Int(lists[$0]), depth - 1) }
                if !sets.contains(nil) { return sets.reduce(into: []) { $0.formUnion($1 ?? []) } }
            default: break
            }
        }
        return nil
    }

    /// The strings a node lists by `const` or `enum`; nil when it lists none, or other values too.
    private func strings(listedBy index: Int) -> Set<[UInt8]>? {
        for instruction in always(index) {
            switch instruction.operation {
            case .constant: return nil
            case .oneOfValues:
                let table = enums[Int(instruction.first)]
                guard table.otherCount == 0 else { return nil }
                return Set(nameTables.names(of: table.strings).map { nameTables.name($0) })
            default: break
            }
        }
        return nil
    }

    private func table(of index: Int) -> ObjectTable? {
        instructions[Int(nodes[index].arrayEnd)..<Int(nodes[index].objectEnd)]
            .first { $0.operation == .members }
            .map { objects[Int($0.first)] }
    }

    /// What a node applies to values of every kind.
    private func always(_ index: Int) -> ArraySlice<Instruction> {
        instructions[Int(nodes[index].objectEnd)..<Int(nodes[index].anyEnd)]
    }
}

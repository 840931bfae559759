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
    /// What may be spent on all selectors of a schema: nodes and names looked at, and branches listed for a value.
    private static let maxSelectorWork = 1 << 19
    /// How far below a branch its strings are looked for.
    private static let maxDepth = 8

    /// Finds for each `anyOf` and `oneOf` the member that tells most of its branches apart.
    mutating func addSelectors() {
        var work = ProgramParts.maxSelectorWork
        for index in instructions.indices {
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
        var best: (name: [UInt8], sets: [Set<[UInt8]>?], told: Int)?
        for name in candidates(branches, &work) {
            let sets = branches.map { strings(of: name, in: Int($0), ProgramParts.maxDepth, &work) }
            let told = sets.count { $0 != nil }
            if told > best?.told ?? 1 { best = (name, sets, told) }
        }
        guard let best else { return nil }
        let values = Array(best.sets.reduce(into: Set<[UInt8]>()) { $0.formUnion($1 ?? []) })
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

    /// Names of members that a branch demands, or lists the strings of.
    private func candidates(_ branches: [Int32], _ work: inout Int) -> Set<[UInt8]> {
        var names: Set<[UInt8]> = []
        for branch in branches.prefix(2) { collect(Int(branch), ProgramParts.maxDepth, &names, &work) }
        return names
    }

    private func collect(_ node: Int, _ depth: Int, _ names: inout Set<[UInt8]>, _ work: inout Int) {
        guard depth > 0, names.count < 16, spend(node, &work) else { return }
        if let table = table(of: node) {
            for slot in nameTables.names(of: table.names) where names.count < 16 {
                let entry = entries[Int(table.firstEntry) + Int(slot.value)]
                if entry.required >= 0 || entry.node >= 0 && strings(listedBy: Int(entry.node)) != nil {
                    names.insert(nameTables.name(slot))
                }
            }
        }
        for instruction in always(node) {
            switch instruction.operation {
            case .reference: collect(Int(instruction.first), depth - 1, &names, &work)
            case .allOf, .anyOf, .oneOf: collect(Int(lists[Int(instruction.first)]), depth - 1, &names, &work)
            default: break
            }
        }
    }

    /// The strings a member, if it is there, must be one of for an object to satisfy a node; nil when it may be another.
    private func strings(of name: [UInt8], in index: Int, _ depth: Int, _ work: inout Int) -> Set<[UInt8]>? {
        guard depth > 0, spend(index, &work) else { return nil }
        if nodes[index].kinds & (1 << UInt8(TapeEntry.object)) == 0 { return [] }
        if let entry = entry(of: name, in: index), entry.node >= 0, let strings = strings(listedBy: Int(entry.node)) {
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
                let sets = branches.map { strings(of: name, in: Int(lists[$0]), depth - 1, &work) }
                if !sets.contains(nil) { return sets.reduce(into: []) { $0.formUnion($1 ?? []) } }
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
            let slot = nameTables.names(of: table.names).first(where: { nameTables.name($0) == name })
        else { return nil }
        return entries[Int(table.firstEntry) + Int(slot.value)]
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

    /// Takes the look at a node off what is left; false when nothing is, and what is not known then changes no verdict.
    private func spend(_ node: Int, _ work: inout Int) -> Bool {
        work -= 1 + (table(of: node).map { Int($0.names.mask) } ?? 0)
        return work >= 0
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

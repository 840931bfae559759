// SPDX-License-Identifier: Apache-2.0

import JSONSchema

extension SampleWriter {
    /// A ready document with some fields held to what the caller asks for; all else stays as it is.
    ///
    /// A pin below a list or map holds in each of its items. What is asked for and not there is written as in a document
    /// of the writer's own.
    func document(from seed: JSONValue, _ pins: Pins) -> JSONValue { held(seed, contract.shape, pins) }

    private func held(_ value: JSONValue, _ shape: Shape, _ pins: Pins) -> JSONValue {
        if case .value(let pinned)? = pins[shape.pattern] { return pinned }
        switch (shape.kind, value) {
        case (.object, .object(let members)): return .object(self.members(members, shape, pins))
        case (.array, .array(let elements)):
            guard let item = shape.item else { return value }
            return .array(items(elements.map { held($0, item, pins) }, item, of: shape, pins))
        case (.map, .object(let members)):
            guard let item = shape.item else { return value }
            return .object(members.map { JSONMember($0.name, held($0.value, item, pins)) })
        default: return value
        }
    }

    private func members(_ members: [JSONMember], _ shape: Shape, _ pins: Pins) -> [JSONMember] {
        var kept: [JSONMember] = []
        for member in members {
            guard let child = shape.child(member.name) else {
                kept.append(member)
                continue
            }
            if case .absent? = pins[child.pattern] { continue }
            kept.append(JSONMember(member.name, held(member.value, child, pins)))
        }
        let names = Set(members.map(\.name))
        for child in shape.properties where !names.contains(child.name) && isAsked(child.pattern, pins) {
            if case .absent? = pins[child.pattern] { continue }
            kept.append(JSONMember(child.name, value(child, .minimal, pins, variant: 0)))
        }
        return kept + strangers(in: shape, pins).filter { !names.contains($0.name) }
    }

    private func items(_ items: [JSONValue], _ item: Shape, of list: Shape, _ pins: Pins) -> [JSONValue] {
        switch pins[list.pattern] {
        case .count(let asked)?:
            guard asked > items.count else { return Array(items.prefix(asked)) }
            return items + (items.count..<asked).map { distinct(item, .minimal, pins, $0) }
        case .equal(let asked)?:
            let first = items.first ?? value(item, .minimal, pins, variant: 0)
            return Array(repeating: first, count: asked)
        default:
            guard items.isEmpty, isAsked(item.pattern, pins) else { return items }
            return [value(item, .minimal, pins, variant: 0)]
        }
    }
}

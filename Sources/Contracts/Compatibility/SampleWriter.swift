// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// Writes documents that keep a contract's fields, with some of them held to what the caller asks for.
///
/// The same contract and pins give the same document, byte for byte.
struct SampleWriter: Sendable {
    /// What a field is held to.
    enum Pin: Sendable {
        case absent
        case present
        case value(JSONValue)
        /// So many items of a list, no two alike where that can be had.
        case count(Int)
        /// So many equal items of a list.
        case equal(Int)
    }

    typealias Pins = [FieldPattern: Pin]

    /// How much of a contract a document shows.
    enum Extent: Sendable, CaseIterable {
        /// Only what is required.
        case minimal
        /// Every field, and one item in each list.
        case full
    }

    let contract: Contract
    /// Valid values of each field that holds no other.
    private let values: [FieldPattern: [JSONValue]]

    /// `twin`: the other version, whose limits make values worth trying.
    init(_ contract: Contract, twin: Contract? = nil) {
        self.contract = contract
        var values: [FieldPattern: [JSONValue]] = [:]
        contract.shape.visit { shape in
            guard shape.isLeaf else { return }
            let check = LeafCheck(shape, contract)
            let candidates = SampleWriter.candidates(shape, contract, twin).filter(check.accepts)
            values[shape.pattern] = candidates + (shape.isNullable ? [.null] : [])
        }
        self.values = values
    }

    /// Values worth trying at a field of the contract, valid or not.
    static func candidates(_ shape: Shape, _ contract: Contract, _ twin: Contract?) -> [JSONValue] {
        let checks = ([contract.rules, twin?.rules ?? []].joined()).compactMap { rule -> NamedCheck? in
            guard rule.node == shape.pattern, case .check(let check, _) = rule.body else { return nil }
            return check
        }
        let literals = [contract.rules, twin?.rules ?? []].joined().filter { rule in
            rule.touches.contains { $0.pattern.covers(shape.pattern) }
        }.flatMap(\.literals)
        return SampleValues.candidates(
            shape,
            checks: checks,
            twin: twin?.shape.descendant(shape.pattern.tokens),
            literals: literals.filter { shape.kind.mayHold($0) }
        )
    }

    func values(of pattern: FieldPattern) -> [JSONValue] { values[pattern] ?? [] }

    func document(_ extent: Extent, _ pins: Pins = [:]) -> JSONValue {
        value(contract.shape, extent, pins, variant: 0)
    }

    func value(_ shape: Shape, _ extent: Extent, _ pins: Pins, variant: Int) -> JSONValue {
        if case .value(let value) = pins[shape.pattern] { return value }
        switch shape.kind {
        case .object: return object(shape, extent, pins, variant)
        case .array: return array(shape, extent, pins, variant)
        case .map: return map(shape, extent, pins)
        default:
            let values = values(of: shape.pattern)
            return values.isEmpty ? .null : values[variant % values.count]
        }
    }

    private func object(_ shape: Shape, _ extent: Extent, _ pins: Pins, _ variant: Int) -> JSONValue {
        var chosen = Set(
            shape.properties.filter { child in
                if case .absent = pins[child.pattern] { return false }
                return child.isRequired || extent == .full || isAsked(child.pattern, pins)
            }.map(\.name)
        )
        let least = shape.constraint("minProperties")?.asInteger ?? 0
        let most = shape.constraint("maxProperties")?.asInteger ?? .max
        for child in shape.properties where chosen.count < least && !chosen.contains(child.name) {
            if case .absent = pins[child.pattern] { continue }
            chosen.insert(child.name)
        }
        for child in shape.properties.reversed()
        where chosen.count > most && !child.isRequired && !isAsked(child.pattern, pins) {
            chosen.remove(child.name)
        }
        var members = shape.properties.filter { chosen.contains($0.name) }.map { child in
            JSONMember(child.name, value(child, extent, pins, variant: variant))
        }
        members += strangers(in: shape, pins)
        return .object(members)
    }

    /// Members the contract does not list, which an open object bears.
    func strangers(in shape: Shape, _ pins: Pins) -> [JSONMember] {
        pins.sorted { $0.key < $1.key }.compactMap { pattern, pin in
            guard case .value(let value) = pin, let name = pattern.tokens.last, shape.child(name) == nil,
                pattern.tokens.dropLast() == shape.pattern.tokens[...]
            else { return nil }
            return JSONMember(name, value)
        }
    }

    private func array(_ shape: Shape, _ extent: Extent, _ pins: Pins, _ variant: Int) -> JSONValue {
        guard let item = shape.item else { return .array([]) }
        let least = shape.constraint("minItems")?.asInteger ?? 0
        let most = shape.constraint("maxItems")?.asInteger ?? .max
        var count = min(max(least, extent == .full || isAsked(item.pattern, pins) ? 1 : 0), most)
        var isEqual = false
        switch pins[shape.pattern] {
        case .count(let asked): count = asked
        case .equal(let asked): (count, isEqual) = (asked, true)
        default: break
        }
        return .array(
            (0..<count).map { index in
                guard index > 0, !isEqual else { return value(item, extent, pins, variant: variant) }
                return distinct(item, extent, pins, index)
            }
        )
    }

    /// An item unlike the others as far as its fields allow.
    func distinct(_ item: Shape, _ extent: Extent, _ pins: Pins, _ index: Int) -> JSONValue {
        guard item.kind == .string, values(of: item.pattern).count <= index else {
            return value(item, extent, pins, variant: index)
        }
        let text = JSONValue.string("Example \(index)")
        return LeafCheck(item, contract).accepts(text) ? text : value(item, extent, pins, variant: index)
    }

    private func map(_ shape: Shape, _ extent: Extent, _ pins: Pins) -> JSONValue {
        guard let item = shape.item, extent == .full || isAsked(item.pattern, pins) else { return .object([]) }
        guard let key = SampleWriter.keys(shape, twin: nil).first(where: LeafCheck(keys: shape.keyConstraints).accepts),
            let name = key.asText
        else { return .object([]) }
        return .object([JSONMember(name, value(item, extent, pins, variant: 0))])
    }

    /// Keys worth trying, valid or not.
    static func keys(_ shape: Shape, twin: Shape?) -> [JSONValue] {
        SampleValues.candidates(keyField(shape), checks: [], twin: twin.map(keyField), literals: [])
    }

    /// A map's keys as if they were a field.
    static func keyField(_ shape: Shape) -> Shape {
        var field = Shape(pattern: shape.pattern, place: shape.place, kind: .string)
        field.constraints = shape.keyConstraints
        field.codes = (shape.keyConstraints.first { $0.name == "enum" }?.value.asElements ?? []).map {
            ContractField.Code(value: $0, label: nil, meaning: nil)
        }
        return field
    }

    /// Whether the field, or something in it, is held to be there.
    func isAsked(_ pattern: FieldPattern, _ pins: Pins) -> Bool {
        pins.contains { key, pin in
            if case .absent = pin { return false }
            return pattern.covers(key)
        }
    }
}

extension Shape.Kind {
    fileprivate func mayHold(_ value: JSONValue) -> Bool {
        switch value {
        case .string: jsonType == "string"
        case .number: jsonType == "integer" || jsonType == "number"
        case .bool: self == .boolean
        default: false
        }
    }
}

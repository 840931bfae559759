// SPDX-License-Identifier: Apache-2.0

import JSONSchema

extension Crossing {
    /// Pins that hold a field, or a map's keys, to what the other version may refuse.
    func pins(_ pattern: FieldPattern, _ place: Comparer.Place) -> [SampleWriter.Pins] {
        guard let from = self.from.shape.descendant(pattern.tokens),
            let to = self.to.shape.descendant(pattern.tokens)
        else { return [] }
        if place == .key { return keyPins(from, to) }
        switch from.kind {
        case .array: return Crossing.countPins(from, to)
        case .object: return Crossing.memberPins(from)
        default: return values(at: pattern).map { [pattern: .value($0)] }
        }
    }

    private func keyPins(_ from: Shape, _ to: Shape) -> [SampleWriter.Pins] {
        guard let item = from.item else { return [] }
        let accepts = LeafCheck(keys: from.keyConstraints), refuses = LeafCheck(keys: to.keyConstraints)
        let value = search.writer.value(item, .minimal, [:], variant: 0)
        return SampleWriter.keys(from, twin: to).filter { accepts.accepts($0) && !refuses.accepts($0) }.compactMap {
            key in key.asText.map { [from.pattern: .value(.object([JSONMember($0, value)]))] }
        }
    }

    private static func countPins(_ from: Shape, _ to: Shape) -> [SampleWriter.Pins] {
        let limits = [from, to].flatMap { shape in
            ["minItems", "maxItems"].compactMap { shape.constraint($0)?.asInteger }
        }
        let counts = Set([0] + limits.flatMap { [$0, $0 + 1, $0 - 1] }.filter { (0...500).contains($0) })
        return counts.sorted().map { [from.pattern: .count($0)] } + [[from.pattern: .equal(2)]]
    }

    /// Every number of members from few to all.
    private static func memberPins(_ from: Shape) -> [SampleWriter.Pins] {
        let optional = from.properties.filter { !$0.isRequired }
        return (0...optional.count).map { count in
            var pins: SampleWriter.Pins = [from.pattern: .present]
            for (index, child) in optional.enumerated() { pins[child.pattern] = index < count ? .present : .absent }
            return pins
        }
    }

    /// Values one version accepts at a leaf and the other does not.
    func values(at pattern: FieldPattern) -> [JSONValue] {
        guard let from = self.from.shape.descendant(pattern.tokens), from.isLeaf,
            let to = self.to.shape.descendant(pattern.tokens)
        else { return [] }
        let accepts = LeafCheck(from, self.from)
        let refuses = LeafCheck(to, self.to)
        return SampleWriter.candidates(from, self.from, self.to)
            .filter { accepts.accepts($0) && !refuses.accepts($0) }
    }
}

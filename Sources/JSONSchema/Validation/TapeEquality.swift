// SPDX-License-Identifier: Apache-2.0

/// Equality of JSON values as JSON Schema means it: numbers by value, strings by code points, objects without order.
enum TapeEquality {
    static func areEqual(
        _ left: [UInt8],
        _ leftTape: [TapeEntry],
        _ first: Int,
        _ right: [UInt8],
        _ rightTape: [TapeEntry],
        _ second: Int
    ) -> Bool {
        let one = leftTape[first]
        let two = rightTape[second]
        guard one.kind == two.kind else { return false }
        switch one.kind {
        case TapeEntry.null: return true
        case TapeEntry.bool: return one.length == two.length
        case TapeEntry.number:
            return ExactDecimal(left.span, Int(one.start), Int(one.end))
                == ExactDecimal(right.span, Int(two.start), Int(two.end))
        case TapeEntry.string: return TapeText.equal(left.span, one, right.span, two)
        default: break
        }
        guard one.count == two.count else { return false }
        let step = one.kind == TapeEntry.object ? 1 : 0
        var child = first + 1
        var other = second + 1
        for position in 0..<one.count {
            // Members mostly stand in the same order; where they do not, the rest is compared in the order of names.
            if step == 1 && !TapeText.equal(left.span, leftTape[child], right.span, rightTape[other]) {
                return haveEqualMembers(left, leftTape, child, right, rightTape, other, one.count - position)
            }
            guard areEqual(left, leftTape, child + step, right, rightTape, other + step) else { return false }
            child = leftTape[child + step].following(child + step)
            other = rightTape[other + step].following(other + step)
        }
        return true
    }

    /// Whether so many members from one place on are those from another, in whatever order.
    private static func haveEqualMembers(
        _ left: [UInt8],
        _ leftTape: [TapeEntry],
        _ first: Int,
        _ right: [UInt8],
        _ rightTape: [TapeEntry],
        _ second: Int,
        _ count: Int
    ) -> Bool {
        let names = sortedNames(left, leftTape, from: first, count)
        let others = sortedNames(right, rightTape, from: second, count)
        return zip(names, others).allSatisfy { name, other in
            TapeText.equal(left.span, leftTape[name], right.span, rightTape[other])
        }
            && zip(names, others).allSatisfy { name, other in
                areEqual(left, leftTape, name + 1, right, rightTape, other + 1)
            }
    }

    /// Where so many elements stand, or the names of so many members.
    private static func places(_ tape: [TapeEntry], from start: Int, _ count: Int, step: Int) -> [Int] {
        var out: [Int] = []
        out.reserveCapacity(count)
        var cursor = start
        for _ in 0..<count {
            out.append(cursor)
            cursor = tape[cursor + step].following(cursor + step)
        }
        return out
    }

    /// Names of members, sorted by their bytes so that hostile orders cost n log n.
    private static func sortedNames(_ bytes: [UInt8], _ tape: [TapeEntry], from start: Int, _ count: Int) -> [Int] {
        places(tape, from: start, count, step: 1)
            .sorted { TapeText.order(bytes.span, tape[$0], bytes.span, tape[$1]) < 0 }
    }

    /// Whether no two elements of an array are equal.
    ///
    /// Above a few elements they are grouped by a seeded hash first.
    static func areDistinct(_ bytes: [UInt8], _ tape: [TapeEntry], _ index: Int) -> Bool {
        guard tape[index].count > 8 else { return areFewDistinct(bytes, tape, index) }
        let elements = places(tape, from: index + 1, tape[index].count, step: 0)
        let hashed = elements.map { (hash: hash(bytes, tape, $0), index: $0) }.sorted { $0.hash < $1.hash }
        var start = 0
        for position in 1...hashed.count where position == hashed.count || hashed[position].hash != hashed[start].hash {
            if position - start > 1 {
                guard areDistinct(hashed[start..<position].map(\.index)[...], bytes, tape) else { return false }
            }
            start = position
        }
        return true
    }

    /// Each with every later one, in place.
    private static func areFewDistinct(_ bytes: [UInt8], _ tape: [TapeEntry], _ index: Int) -> Bool {
        var element = index + 1
        for position in 0..<tape[index].count {
            let next = tape[element].following(element)
            var other = next
            for _ in position + 1..<tape[index].count {
                if areEqual(bytes, tape, element, bytes, tape, other) { return false }
                other = tape[other].following(other)
            }
            element = next
        }
        return true
    }

    private static func areDistinct(_ elements: ArraySlice<Int>, _ bytes: [UInt8], _ tape: [TapeEntry]) -> Bool {
        for position in elements.indices {
            for other in elements[(position + 1)...]
            where areEqual(bytes, tape, elements[position], bytes, tape, other) {
                return false
            }
        }
        return true
    }

    private static func hash(_ bytes: [UInt8], _ tape: [TapeEntry], _ index: Int) -> Int {
        var hasher = Hasher()
        let entry = tape[index]
        hasher.combine(entry.kind)
        switch entry.kind {
        case TapeEntry.null: break
        case TapeEntry.bool: hasher.combine(entry.length)
        case TapeEntry.number:
            let number = ExactDecimal(bytes.span, Int(entry.start), Int(entry.end))
            hasher.combine(number.isNegative)
            hasher.combine(number.mantissa)
            hasher.combine(number.digits)
            hasher.combine(number.exponent)
        case TapeEntry.string: hasher.combine(TapeText.decoded(bytes.span, entry))
        case TapeEntry.object:
            for name in sortedNames(bytes, tape, from: index + 1, entry.count) {
                hasher.combine(TapeText.decoded(bytes.span, tape[name]))
                hasher.combine(hash(bytes, tape, name + 1))
            }
        default:
            for element in places(tape, from: index + 1, entry.count, step: 0) {
                hasher.combine(hash(bytes, tape, element))
            }
        }
        return hasher.finalize()
    }
}

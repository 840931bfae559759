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
        let names = one.kind == TapeEntry.object
        let firsts = children(left, leftTape, first, sorted: names)
        let seconds = children(right, rightTape, second, sorted: names)
        for (child, other) in zip(firsts, seconds) {
            if names && !TapeText.equal(left.span, leftTape[child], right.span, rightTape[other]) { return false }
            let offset = names ? 1 : 0
            guard areEqual(left, leftTape, child + offset, right, rightTape, other + offset) else { return false }
        }
        return true
    }

    /// Elements of an array, or names of an object, sorted by their bytes so that hostile orders cost n log n.
    private static func children(_ bytes: [UInt8], _ tape: [TapeEntry], _ index: Int, sorted: Bool) -> [Int] {
        var out: [Int] = []
        out.reserveCapacity(tape[index].count)
        var cursor = index + 1
        for _ in 0..<tape[index].count {
            out.append(cursor)
            let value = sorted ? cursor + 1 : cursor
            cursor = tape[value].following(value)
        }
        if sorted { out.sort { TapeText.order(bytes.span, tape[$0], bytes.span, tape[$1]) < 0 } }
        return out
    }

    /// Whether no two elements of an array are equal.
    ///
    /// Above a few elements they are grouped by a seeded hash first.
    static func areDistinct(_ bytes: [UInt8], _ tape: [TapeEntry], _ index: Int) -> Bool {
        guard tape[index].count > 8 else { return areFewDistinct(bytes, tape, index) }
        let elements = children(bytes, tape, index, sorted: false)
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
        default:
            let names = entry.kind == TapeEntry.object
            for child in children(bytes, tape, index, sorted: names) {
                if names { hasher.combine(TapeText.decoded(bytes.span, tape[child])) }
                hasher.combine(hash(bytes, tape, names ? child + 1 : child))
            }
        }
        return hasher.finalize()
    }
}

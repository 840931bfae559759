// SPDX-License-Identifier: Apache-2.0

extension JSONScanner {
    /// Up to this many members a new name is compared with its siblings at once; above it names are sorted at the end.
    static let fewNames = 64

    /// Whether the name at `index`, not yet counted, already stands in the current object.
    func repeats(_ index: Int) -> Bool {
        let object = tape[current.index]
        guard object.count < JSONScanner.fewNames else { return false }
        let print = tape[index].aux
        var sibling = current.index &+ 1
        for _ in 0..<object.count {
            if tape[sibling].aux == print, TapeText.order(bytes, tape[sibling], bytes, tape[index]) == 0 { return true }
            sibling = tape[sibling &+ 1].following(sibling &+ 1)
        }
        return false
    }

    /// Sorting keeps a hostile object with colliding fingerprints at n log n.
    func refuseRepeatedNames() throws(JSONSyntaxError) {
        var names: [Int] = []
        var index = current.index &+ 1
        while index < tape.count {
            names.append(index)
            index = tape[index &+ 1].following(index &+ 1)
        }
        names.sort { TapeText.order(bytes, tape[$0], bytes, tape[$1]) < 0 }
        for (first, second) in zip(names, names.dropFirst())
        where TapeText.order(bytes, tape[first], bytes, tape[second]) == 0 {
            throw JSONSyntaxError(offset: Int(tape[max(first, second)].start) - 1, reason: .duplicateName)
        }
    }
}

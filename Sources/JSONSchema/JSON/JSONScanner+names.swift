// SPDX-License-Identifier: Apache-2.0

extension JSONScanner {
    /// Up to this many members a new name is compared with its siblings at once; above it names are sorted at the end.
    static let fewNames = 64

    /// Whether the last entry, a name not yet counted, already stands in the current object.
    func repeats(_ tape: Span<TapeEntry>) -> Bool {
        guard current.count < JSONScanner.fewNames else { return false }
        let name = tape[tape.count &- 1]
        var sibling = current.index &+ 1
        for _ in 0..<current.count {
            if tape[sibling].aux == name.aux, TapeText.order(bytes, tape[sibling], bytes, name) == 0 { return true }
            sibling = tape[sibling &+ 1].following(sibling &+ 1)
        }
        return false
    }

    /// Sorting keeps a hostile object with colliding fingerprints at n log n.
    func refuseRepeatedNames(_ tape: Span<TapeEntry>) throws(JSONSyntaxError) {
        var names: [TapeEntry] = []
        var index = current.index &+ 1
        while index < tape.count {
            names.append(tape[index])
            index = tape[index &+ 1].following(index &+ 1)
        }
        names.sort { TapeText.order(bytes, $0, bytes, $1) < 0 }
        for (first, second) in zip(names, names.dropFirst()) where TapeText.order(bytes, first, bytes, second) == 0 {
            throw JSONSyntaxError(offset: Int(max(first.start, second.start)) - 1, reason: .duplicateName)
        }
    }
}

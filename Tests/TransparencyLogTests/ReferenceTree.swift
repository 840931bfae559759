// SPDX-License-Identifier: Apache-2.0

import TransparencyLog

/// The recursive definitions of RFC 9162 §2.1, word for word and slow, to compare the module with.
final class ReferenceTree {
    let leaves: [MerkleHash]
    private var roots: [Range<Int>: MerkleHash] = [:]

    init(leaves: [MerkleHash]) {
        self.leaves = leaves
    }

    /// A tree over invented entries, each different.
    convenience init(count: Int) {
        self.init(leaves: (0..<count).map { MerkleHash.leaf(of: "entry \($0)".utf8) })
    }

    /// MTH(D[range]) of §2.1.1.
    func root(_ range: Range<Int>) -> MerkleHash {
        if range.isEmpty { return .emptyRoot }
        if range.count == 1 { return leaves[range.lowerBound] }
        if let known = roots[range] { return known }
        let split = split(range)
        let root = MerkleHash.node(root(range.lowerBound..<split), root(split..<range.upperBound))
        roots[range] = root
        return root
    }

    /// PATH(m, D[range]) of §2.1.3.1, with m counted in the whole tree.
    func path(_ index: Int, _ range: Range<Int>) -> [MerkleHash] {
        guard range.count > 1 else { return [] }
        let split = split(range)
        let (left, right) = (range.lowerBound..<split, split..<range.upperBound)
        return index < split ? path(index, left) + [root(right)] : path(index, right) + [root(left)]
    }

    /// PROOF(m, D[0..<size]) of §2.1.4.1.
    func consistency(_ old: Int, _ size: Int) -> [MerkleHash] {
        subproof(old, 0..<size, known: true)
    }

    private func subproof(_ old: Int, _ range: Range<Int>, known: Bool) -> [MerkleHash] {
        if old == range.upperBound { return known ? [] : [root(range)] }
        let split = split(range)
        let (left, right) = (range.lowerBound..<split, split..<range.upperBound)
        return old <= split
            ? subproof(old, left, known: known) + [root(right)]
            : subproof(old, right, known: false) + [root(left)]
    }

    private func split(_ range: Range<Int>) -> Int {
        var step = 1
        while step * 2 < range.count { step *= 2 }
        return range.lowerBound + step
    }
}

extension MerkleHash {
    /// The same hash with one bit of one byte turned.
    func flipped(byte: Int) -> MerkleHash? {
        var bytes = bytes
        bytes[byte % MerkleHash.byteCount] ^= 1 << (byte % 8)
        return MerkleHash(bytes: bytes)
    }
}

extension Array where Element == MerkleHash {
    func flipped(at position: Int, byte: Int) -> [MerkleHash] {
        var copy = self
        if let flipped = copy[position].flipped(byte: byte) { copy[position] = flipped }
        return copy
    }
}

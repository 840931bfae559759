// SPDX-License-Identifier: Apache-2.0

/// Which hashes make up a proof: for each, the run of leaves it is the root of.
struct ProofPlan: Sendable {
    let spans: [TreeSpan]

    /// Follows PATH(index, D[size]) of RFC 9162 §2.1.3.1; `index` is below `size`.
    init(inclusionOf index: UInt64, size: UInt64) {
        var siblings: [TreeSpan] = []
        var tree = TreeSpan(start: 0, end: size)
        while tree.count > 1 {
            let split = tree.split
            if index < split {
                siblings.append(TreeSpan(start: split, end: tree.end))
                tree.end = split
            } else {
                siblings.append(TreeSpan(start: tree.start, end: split))
                tree.start = split
            }
        }
        spans = siblings.reversed()
    }

    /// Follows PROOF(old, D[size]) of RFC 9162 §2.1.4.1; `old` is from 1 to `size`.
    init(consistencyFrom old: UInt64, to size: UInt64) {
        var parts: [TreeSpan] = []
        var tree = TreeSpan(start: 0, end: size)
        while tree.end != old {
            let split = tree.split
            if old <= split {
                parts.append(TreeSpan(start: split, end: tree.end))
                tree.end = split
            } else {
                parts.append(TreeSpan(start: tree.start, end: split))
                tree.start = split
            }
        }
        // A run that begins the tree is the old tree itself, whose root the verifier has.
        if tree.start != 0 { parts.append(tree) }
        spans = parts.reversed()
    }

    /// The tiles the hashes are computed from, by level and position, at their width in a tree of this size.
    func tiles(size: UInt64) -> [TileReference] {
        let layout = TileLayout(size: size)
        let addresses = Set(spans.flatMap(\.nodes).map(\.tile))
        return addresses.sorted().compactMap { TileReference($0, width: layout.width(of: $0)) }
    }

    /// The hashes of the proof, in its order.
    func hashes(from tiles: TileSet) throws(TileError) -> [MerkleHash] {
        var hashes: [MerkleHash] = []
        for span in spans {
            var root: MerkleHash?
            for node in span.nodes.reversed() {
                let hash = try tiles.hash(of: node)
                root = root.map { .node(hash, $0) } ?? hash
            }
            if let root { hashes.append(root) }
        }
        return hashes
    }
}

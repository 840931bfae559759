// SPDX-License-Identifier: Apache-2.0

extension InclusionProof {
    /// Checks that the leaf with this hash is at `index` in the tree with this root (RFC 9162 §2.1.3.2).
    package func verify(leaf: MerkleHash, root: MerkleHash) -> ProofVerdict {
        guard index < size else { return .fails(.indexOutsideTree) }
        var position = index
        var last = size - 1
        var hash = leaf
        for sibling in path {
            guard last != 0 else { return .fails(.tooLong) }
            if position & 1 == 1 || position == last {
                hash = .node(sibling, hash)
                while position & 1 == 0 && position != 0 {
                    position >>= 1
                    last >>= 1
                }
            } else {
                hash = .node(hash, sibling)
            }
            position >>= 1
            last >>= 1
        }
        guard last == 0 else { return .fails(.tooShort) }
        return hash == root ? .holds : .fails(.rootDiffers)
    }
}

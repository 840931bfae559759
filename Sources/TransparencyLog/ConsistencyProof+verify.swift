// SPDX-License-Identifier: Apache-2.0

extension ConsistencyProof {
    /// Checks that the tree with the new root begins with the leaves of the old (RFC 9162 §2.1.4.2).
    ///
    /// From the empty tree this always fails: there the RFC defines no proof, and true would say nothing.
    package func verify(oldRoot: MerkleHash, newRoot: MerkleHash) -> ProofVerdict {
        guard oldSize > 0 else { return .fails(.fromEmptyTree) }
        guard oldSize <= newSize else { return .fails(.sizesReversed) }
        guard oldSize < newSize else {
            guard path.isEmpty else { return .fails(.tooLong) }
            return oldRoot == newRoot ? .holds : .fails(.newRootDiffers)
        }
        guard let lead = path.first else { return .fails(.tooShort) }
        // A complete old tree is a node of the new one, and its root is left out of the proof.
        return oldSize.nonzeroBitCount == 1
            ? fold(start: oldRoot, rest: path[...], oldRoot: oldRoot, newRoot: newRoot)
            : fold(start: lead, rest: path.dropFirst(), oldRoot: oldRoot, newRoot: newRoot)
    }

    private func fold(
        start: MerkleHash,
        rest: ArraySlice<MerkleHash>,
        oldRoot: MerkleHash,
        newRoot: MerkleHash
    ) -> ProofVerdict {
        var position = oldSize - 1
        var last = newSize - 1
        let trailing = UInt64((~position).trailingZeroBitCount)
        position >>= trailing
        last >>= trailing
        var (old, new) = (start, start)
        for hash in rest {
            guard last != 0 else { return .fails(.tooLong) }
            if position & 1 == 1 || position == last {
                old = .node(hash, old)
                new = .node(hash, new)
                while position & 1 == 0 && position != 0 {
                    position >>= 1
                    last >>= 1
                }
            } else {
                new = .node(new, hash)
            }
            position >>= 1
            last >>= 1
        }
        guard last == 0 else { return .fails(.tooShort) }
        guard old == oldRoot else { return .fails(.oldRootDiffers) }
        return new == newRoot ? .holds : .fails(.newRootDiffers)
    }
}

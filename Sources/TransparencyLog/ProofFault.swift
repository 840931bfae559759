// SPDX-License-Identifier: Apache-2.0

/// Why a proof does not hold.
package enum ProofFault: Hashable, Sendable {
    /// The leaf's index is not below the size of the tree.
    case indexOutsideTree
    /// A consistency proof from the empty tree proves nothing.
    case fromEmptyTree
    /// The older tree is the larger one.
    case sizesReversed
    /// The proof has more hashes than the path.
    case tooLong
    /// The proof has fewer hashes than the path.
    case tooShort
    /// The leaf and the proof do not lead to the root.
    case rootDiffers
    /// The proof does not lead to the root of the older tree.
    case oldRootDiffers
    /// The proof does not lead to the root of the newer tree.
    case newRootDiffers
}

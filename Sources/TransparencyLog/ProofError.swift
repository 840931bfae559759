// SPDX-License-Identifier: Apache-2.0

/// Why a proof cannot be computed.
package enum ProofError: Error, Hashable {
    /// The leaf's index is not below the size of the tree.
    case indexOutsideTree
    /// No consistency is defined from the empty tree.
    case fromEmptyTree
    /// The older tree is the larger one.
    case sizesReversed
    /// A tile that is needed is missing or unfit.
    case tile(TileError)
}

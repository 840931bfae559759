// SPDX-License-Identifier: Apache-2.0

/// Why a proof file proves nothing.
package enum LogProofFault: Hashable, Sendable {
    /// The checkpoint is of another log than the key's.
    case foreignLog
    /// The checkpoint is not signed as it should be.
    case note(NoteFault)
    /// The path does not lead from the leaf to the checkpoint's root.
    case proof(ProofFault)
}

// SPDX-License-Identifier: Apache-2.0

/// What checking a proof led to.
package enum ProofVerdict: Hashable, Sendable {
    /// The proof leads to the root or roots given.
    case holds
    /// It does not, and why.
    case fails(ProofFault)

    /// Whether the proof leads to the root or roots given.
    package var holds: Bool { self == .holds }
}

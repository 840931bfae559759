// SPDX-License-Identifier: Apache-2.0

/// What checking a proof file led to.
package enum LogProofVerdict: Hashable, Sendable {
    /// The log has the leaf; these witnesses, of those given, saw the log at that size.
    case holds(cosignatures: [VerifiedSignature])
    /// It is not proven, and why.
    case fails(LogProofFault)

    /// Whether the log has the leaf.
    package var holds: Bool {
        switch self {
        case .holds: true
        case .fails: false
        }
    }
}

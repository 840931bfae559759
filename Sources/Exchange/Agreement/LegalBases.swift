// SPDX-License-Identifier: Apache-2.0

/// On what one end of a disclosure relies.
package struct LegalBases: Sendable, Hashable {
    /// The law the data is processed under at that end.
    package enum Regime: String, Sendable, CaseIterable {
        case ukgdpr
        /// Law enforcement processing, Data Protection Act 2018 Part 3.
        case dpa18Part3 = "dpa18-part3"
    }

    package let regime: Regime
    /// Codes of ``LegalCode``, as written.
    package let basis: [String]
    /// Statutory gateways, as URIs of the legislation.
    package let power: [String]
}

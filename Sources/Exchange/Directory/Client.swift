// SPDX-License-Identifier: Apache-2.0

/// A system with credentials that acts for agencies.
package struct Client: Sendable {
    /// A certificate by which the client is known.
    package struct Certificate: Sendable, Hashable {
        /// Where a certificate is good.
        package enum Environment: String, Sendable, CaseIterable { case live, test }

        /// SHA-256 of the DER certificate.
        package let sha256: [UInt8]
        package let validity: Validity
        package let environment: Environment
    }

    /// A CloudEvents source the client may use for an agency.
    package struct Source: Sendable, Hashable {
        package let agency: AgencyID
        package let source: String
    }

    package let id: ClientID
    package let name: String
    package internal(set) var certificates: [Certificate]
    package let authorisations: [Authorisation]
    package let sources: [Source]
}

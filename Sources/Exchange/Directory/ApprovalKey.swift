// SPDX-License-Identifier: Apache-2.0

/// A key with which an agency signs agreements and accessions.
package struct ApprovalKey: Sendable, Hashable {
    package let id: String
    /// Ed25519, 32 bytes.
    package let publicKey: [UInt8]

    package init(id: String, publicKey: [UInt8]) {
        self.id = id
        self.publicKey = publicKey
    }
}

// SPDX-License-Identifier: Apache-2.0

/// The files with which a client enters: its certificate, its key, and the authority that vouches for the gateway.
struct ClientIdentity: Sendable, Hashable {
    let certificate: String
    let key: String
    let authority: String
}

// SPDX-License-Identifier: Apache-2.0

/// How bytes travel to an agency.
package enum DeliveryMethod: Sendable, Hashable {
    /// The agency fetches its messages.
    case mailbox
    case push(PushTarget)
}

/// Where messages are pushed to.
package struct PushTarget: Sendable, Hashable {
    /// What the destination must present besides a valid name.
    package enum Pin: Sendable, Hashable {
        /// SHA-256 of the DER certificate.
        case certificate(sha256: [UInt8])
        /// A file of certificates in PEM form, one of which must have issued the destination's.
        case authority(file: String)
    }

    package let url: String
    package let pin: Pin

    package init(url: String, pin: Pin) {
        self.url = url
        self.pin = pin
    }
}

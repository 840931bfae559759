// SPDX-License-Identifier: Apache-2.0

package import AdapterKit
package import Exchange

/// Carries a parcel to its destination and brings back the answer.
///
/// Knows nothing of what is in it.
package protocol Transport: Sendable {
    /// Sends one parcel and waits for the answer.
    ///
    /// - Parameters:
    ///   - headers: what the gateway says about the delivery, besides the parcel's own headers.
    ///   - deadline: for the whole exchange, from name resolution to the last byte of the answer.
    ///   - mayLeave: asked once the destination has proved who it is, before the first byte of the parcel.
    func send(
        _ parcel: Parcel,
        to target: PushTarget,
        headers: [(name: String, value: String)],
        within deadline: Duration,
        mayLeave: @escaping @Sendable () -> Bool
    ) async throws(TransportFailure) -> Reply
}

/// Why there is no answer.
///
/// The cases differ in what the evidence must say, and in what they tell of the destination.
package enum TransportFailure: Error, Sendable, Hashable {
    /// Nothing of the parcel left the gateway, and the destination is why.
    case notSent(String)
    /// Nothing of the parcel left the gateway, and that says nothing of the destination.
    case heldBack(String)
    /// Bytes may have arrived.
    case unknown(String)

    /// Safe for logs and for both agencies.
    package var reason: String {
        switch self {
        case .notSent(let reason), .heldBack(let reason), .unknown(let reason): reason
        }
    }
}

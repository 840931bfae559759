// SPDX-License-Identifier: Apache-2.0

extension Vault.Failure {
    /// What becomes of a leased delivery whose body does not open.
    ///
    /// A missing key may be on another node, or put back: it is tried again, as often as anything is. Nothing brings an erased or altered
    /// body back, so its delivery ends and the sender is told.
    package var event: DeliveryEvent {
        switch self {
        case .ringMissing: .notSent
        case .erased, .altered: .cannotRender
        }
    }

    /// Why, in words safe for both agencies.
    package var words: String {
        switch self {
        case .ringMissing: "the gateway has not the key of the body"
        case .erased: "the body has been erased"
        case .altered: "the stored body is not what was sealed"
        }
    }
}

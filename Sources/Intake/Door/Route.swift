// SPDX-License-Identifier: Apache-2.0

internal import Exchange
internal import NIOHTTP1

/// Every address of the public door.
enum Route: Sendable, Hashable {
    case submit
    case message(String), messageProof(String)
    case lease, acknowledgeMany
    case acknowledge(String), refuseDelivery(String), extend(String)
    case feed(String), run(String)
    case contracts
    case contract(name: String, version: String)
    case contractSchema(name: String, version: String)
    case viewSchema(name: String, version: String, view: String)
    case agreements, agreement(String), terms(String)
    case checkpoint, tile(String)
    case description
    case health, readiness

    /// What an address and a method come to.
    enum Finding {
        case route(Route, Query)
        case wrongMethod(allowed: String)
        case unknown
    }

    /// Whether it is answered without knowing who asks.
    var isOpen: Bool {
        switch self {
        case .health, .readiness: true
        default: false
        }
    }

    var method: HTTPMethod {
        switch self {
        case .submit, .lease, .acknowledgeMany, .acknowledge, .refuseDelivery, .extend, .feed: .POST
        default: .GET
        }
    }

    /// Bytes a body may have; a feed's is streamed and has a bound of its own.
    func bodyLimit(isBatch: Bool) -> Int {
        switch self {
        case .submit: isBatch ? CloudEvent.Limits.incoming.batchBytes : CloudEvent.Limits.incoming.eventBytes
        case .lease, .acknowledge, .refuseDelivery, .extend: 16 << 10
        case .acknowledgeMany: 256 << 10
        default: 0
        }
    }

    var tooLarge: DoorProblem {
        if case .submit = self { .bodyOfMessageTooLarge } else { .bodyTooLarge }
    }

    /// The name under which it is counted.
    var metric: RouteMetric {
        switch self {
        case .submit: .messages
        case .message, .messageProof: .message
        case .lease: .lease
        case .acknowledge, .acknowledgeMany, .refuseDelivery, .extend: .acknowledge
        case .feed, .run: .feeds
        case .contracts, .contract, .contractSchema, .viewSchema, .agreements, .agreement, .terms, .description:
            .catalogue
        case .checkpoint, .tile: .log
        case .health, .readiness: .health
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// A delivery taken from an inbox for a while.
struct InboxDelivery: Sendable {
    let delivery: String
    let lease: String
    let attempt: Int
    /// The event as the recipient may have it.
    let event: JSONNode

    init?(_ node: JSONNode) {
        guard let delivery = node["delivery"]?.stringValue, let lease = node["lease"]?.stringValue,
            let event = node["event"]
        else {
            return nil
        }
        self.delivery = delivery
        self.lease = lease
        self.event = event
        attempt = node["attempt"]?.integerValue.map(Int.init) ?? 0
    }

    var eventID: String { event["id"]?.stringValue ?? "" }

    /// The clause it rests on, as decisions write it: `agreement@version#clause`.
    var clause: String { "\(event["agreementid"]?.stringValue ?? "")#\(event["clauseid"]?.stringValue ?? "")" }
}

extension GatewayClient {
    /// Takes deliveries that are due, or waits for some.
    ///
    /// - Parameters:
    ///   - wait: seconds to wait for the first.
    ///   - hold: seconds until they are due again, 10 at least.
    func lease(limit: Int = 50, wait: Int = 0, hold: Int = 60, for agency: String? = nil) async throws
        -> [InboxDelivery]
    {
        let wish = #"{"limit":\#(limit),"waitSeconds":\#(wait),"leaseSeconds":\#(hold)}"#
        let answer = try await post("/v1/inbox/lease", Array(wish.utf8), for: agency)
        guard answer.isGood, let deliveries = answer.json?["deliveries"] else { throw NotTaken(answer: answer) }
        return deliveries.elements.compactMap(InboxDelivery.init)
    }

    /// Says that a delivery has arrived.
    func acknowledge(_ delivery: InboxDelivery, for agency: String? = nil) async throws -> GatewayAnswer {
        let body = #"{"lease":"\#(delivery.lease)"}"#
        return try await post("/v1/inbox/\(delivery.delivery)/ack", Array(body.utf8), for: agency)
    }

    /// Gives a delivery back; without `retry` for good.
    func refuse(_ delivery: InboxDelivery, reason: String, retry: Bool, for agency: String? = nil) async throws
        -> GatewayAnswer
    {
        let body = JSONValue.object([
            JSONMember("lease", .string(delivery.lease)), JSONMember("reason", .string(reason)),
            JSONMember("retry", .bool(retry)),
        ])
        return try await post("/v1/inbox/\(delivery.delivery)/nack", body.serialised(), for: agency)
    }
}

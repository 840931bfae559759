// SPDX-License-Identifier: Apache-2.0

import JSONSchema

@testable import concordat

/// Fetches everything an inbox holds over mutual TLS and acknowledges each by its lease.
enum Drain {
    /// - Returns: the event ids fetched, in no order.
    static func all(_ client: GatewayClient, workers: Int = 3) async throws -> [String] {
        try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 0..<workers { group.addTask { try await worker(client) } }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    struct NotSettled: Error, CustomStringConvertible {
        let description: String
    }

    private static func worker(_ client: GatewayClient) async throws -> [String] {
        var events: [String] = []
        while true {
            let deliveries = try await client.lease(limit: 200)
            if deliveries.isEmpty { return events }
            for delivery in deliveries where delivery.attempt != 1 {
                throw NotSettled(description: "\(delivery.delivery) is leased for the \(delivery.attempt). time")
            }
            let acks = deliveries.map { #"{"delivery":"\#($0.delivery)","lease":"\#($0.lease)"}"# }
            let answer = try await client.post(
                "/v1/inbox/ack",
                Array(#"{"acks":[\#(acks.joined(separator: ","))]}"#.utf8)
            )
            let settled =
                answer.json?["results"].map { $0.elements.filter { $0["status"]?.stringValue == "settled" } } ?? []
            guard answer.status == 200, settled.count == deliveries.count else {
                throw NotSettled(description: "\(settled.count) of \(deliveries.count): \(answer.text.prefix(300))")
            }
            events += deliveries.map(\.eventID)
        }
    }
}

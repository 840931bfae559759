// SPDX-License-Identifier: Apache-2.0

import JSONSchema

extension Day {
    /// The push destination has been down; it comes up and gets what waited.
    func reopenDestination() async throws {
        let pushed = await log.sent.flatMap { message in
            message.recipients.filter(roster.pushed.contains).map { (message: message, recipient: $0) }
        }
        try await scene("A push destination is down: its deliveries are tried and wait") {
            guard !pushed.isEmpty else { throw NotAsTold("nothing is to be pushed") }
            return try await wait(upTo: .seconds(15), else: "no attempt was made") {
                for (message, recipient) in pushed {
                    let delivery = try await delivery(of: message, to: recipient)
                    try expect(delivery.state != "delivered", "it was delivered to nobody")
                    if delivery.attempts > 0 {
                        return "\(pushed.count) wait, the first after \(delivery.attempts) attempts"
                    }
                }
                return nil
            }
        }
        destination.open()
        try await scene("The destination comes back and gets what waited") {
            for (index, entry) in pushed.enumerated() {
                console.progress("pushes: \(index) of \(pushed.count) have arrived")
                try await wait(upTo: .seconds(90), else: "a delivery is still not there after 90 s") {
                    try await delivery(of: entry.message, to: entry.recipient).state == "delivered" ? () : nil
                }
            }
            let arrivals = destination.received
            let deliveries = Set(arrivals.map(\.delivery))
            try expect(
                deliveries.count == pushed.count,
                "\(deliveries.count) deliveries arrived, \(pushed.count) waited"
            )
            for arrival in arrivals {
                let event = try JSONDocument(arrival.event, limits: .document).root
                let excess = fields.excess(in: event).sorted()
                try expect(excess.isEmpty, "it was sent \(excess.joined(separator: ", "))")
            }
            return "\(deliveries.count) arrived, within their clauses"
        }
    }

    /// How far a disclosure is, as its sender is told.
    private func delivery(of message: DayLog.Sent, to recipient: String) async throws -> RecipientAnswer {
        let answer = try await client(message.client).get("/v1/messages/\(message.id)", for: message.agency)
        guard let found = answer.recipients.first(where: { $0.recipient == recipient }) else {
            throw NotAsTold("the sender is not told how far its message is: \(answer.complaint)")
        }
        return found
    }
}

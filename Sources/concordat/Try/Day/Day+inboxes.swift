// SPDX-License-Identifier: Apache-2.0

import JSONSchema

extension Day {
    /// The inbox that acknowledges too late, and the one that gives a delivery back.
    private static let lateAgency = "northshire-youth-justice"
    private static let refusingAgency = "northshire-early-help"

    /// Takes a delivery for as short a while as there is, and lets it lapse.
    func leaseLate() async throws -> InboxDelivery? {
        guard let (name, agency) = roster.inboxes(on: today).first(where: { $0.agency == Self.lateAgency }) else {
            return nil
        }
        return try? await client(name).lease(limit: 1, wait: 5, hold: 10, for: agency).first
    }

    /// Acknowledges a delivery that has been leased again since.
    func acknowledgeLate(_ first: InboxDelivery?) async throws {
        try await scene("An acknowledgement after the lease has passed on is refused") {
            guard let first,
                let (name, agency) = roster.inboxes(on: today).first(where: { $0.agency == Self.lateAgency })
            else {
                throw NotAsTold("\(Self.lateAgency) had nothing to lease")
            }
            let client = try client(name)
            let again = try await wait(upTo: .seconds(40), else: "the delivery did not come again") {
                try await client.lease(limit: 1, wait: 10, hold: 60, for: agency).first
            }
            try expect(again.delivery == first.delivery, "another delivery came")
            let late = try await client.acknowledge(first, for: agency)
            try expect(late.status == 409 && late.code == "lease.lost", "answered \(late.status) \(late.code ?? "")")
            let timely = try await client.acknowledge(again, for: agency)
            try expect(timely.isGood, "the new lease was refused: \(timely.complaint)")
            await log.add(again, of: agency)
            return "lease.lost for attempt \(first.attempt), attempt \(again.attempt) acknowledged"
        }
    }

    /// Every recipient that fetches empties its inbox and acknowledges; one gives a delivery back for good.
    func empty() async throws {
        for (name, agency) in roster.inboxes(on: today) where agency != Self.lateAgency {
            try await scene("\(agency) fetches its inbox") {
                let client = try client(name)
                var taken = 0, returned = 0
                while true {
                    let deliveries = try await client.lease(hold: 60, for: agency)
                    if deliveries.isEmpty { break }
                    for delivery in deliveries {
                        await log.add(delivery, of: agency)
                        let answer: GatewayAnswer
                        if agency == Self.refusingAgency, returned == 0 {
                            answer = try await client.refuse(
                                delivery,
                                reason: "not a service we offer",
                                retry: false,
                                for: agency
                            )
                            returned += 1
                        } else {
                            answer = try await client.acknowledge(delivery, for: agency)
                            taken += 1
                        }
                        try expect(answer.isGood, "a settlement was refused: \(answer.complaint)")
                    }
                }
                if agency == Self.refusingAgency { try expect(returned == 1, "there was nothing to give back") }
                return returned == 0 ? "\(taken) acknowledged" : "\(taken) acknowledged, \(returned) given back"
            }
        }
    }

    /// What the recipients hold, against what was sent and what their clauses disclose.
    func compareHoldings() async throws {
        let held = await log.held
        let sent = try? missingEpisode()
        let id = sent?["id"]?.stringValue
        func copy(_ recipient: String) throws -> InboxDelivery {
            guard let found = held.first(where: { $0.recipient == recipient && $0.delivery.eventID == id }) else {
                throw NotAsTold("\(recipient) did not get it")
            }
            return found.delivery
        }
        try await scene("Children's services hold the missing episode whole") {
            let whole = try copy("northshire-childrens-services").event["data"]
            let same = whole.map { JSONValue($0).canonical() } == sent?["data"].map { JSONValue($0).canonical() }
            try expect(same, "the record differs from what was sent")
            return "identical to what was sent"
        }
        for recipient in ["northshire-virtual-school", "harbour-academy"] {
            try await scene("\(recipient) holds only the fields its clause discloses") {
                let delivery = try copy(recipient)
                let seen = fields.paths(of: delivery.event["data"])
                let all = fields.paths(of: sent?["data"])
                try expect(seen.isStrictSubset(of: all), "nothing was withheld")
                try expect(
                    fields.excess(in: delivery).isEmpty,
                    "it holds \(fields.excess(in: delivery).sorted().joined(separator: ", "))"
                )
                return "\(seen.count) of \(all.count) fields"
            }
        }
        try await scene("No recipient holds more than its clause discloses") {
            for entry in held {
                let excess = fields.excess(in: entry.delivery).sorted()
                try expect(
                    excess.isEmpty,
                    "\(entry.recipient) holds \(excess.joined(separator: ", ")) under \(entry.delivery.clause)"
                )
            }
            try expect(!held.isEmpty, "nobody holds anything")
            return "\(held.count) bodies compared"
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

internal import AdapterKit
internal import Exchange

extension Door {
    /// Acknowledgements in one request.
    private static let acknowledgements = 1_000

    /// `POST /v1/inbox/{delivery}/ack`: the recipient has it.
    func acknowledge(_ delivery: String, _ call: Call, _ caller: Caller) async throws(DoorFailure) -> Answer {
        var reader = try BodyReader(call.body, members: ["lease", "reference"])
        let lease = reader.id("lease")
        let reference = reader.text("reference", required: false)
        try reader.finish()
        let hold = try hold(delivery, lease)
        return try await settleOne(hold, .outcome(.delivered(reference: reference)), caller, .acknowledged)
    }

    /// `POST /v1/inbox/{delivery}/nack`: the recipient cannot take it now, or will not take it at all.
    func refuseDelivery(_ delivery: String, _ call: Call, _ caller: Caller) async throws(DoorFailure) -> Answer {
        var reader = try BodyReader(call.body, members: ["lease", "reason", "retry"])
        let lease = reader.id("lease")
        let reason = reader.text("reason", required: true) ?? ""
        let retry = reader.bool("retry")
        try reader.finish()
        let outcome: Outcome = retry ? .retry(after: nil, reason: reason) : .refused(reason: reason)
        return try await settleOne(try hold(delivery, lease), .outcome(outcome), caller, .returned)
    }

    /// `POST /v1/inbox/ack`: many at once, each on its own.
    func acknowledgeMany(_ call: Call, _ caller: Caller) async throws(DoorFailure) -> Answer {
        var reader = try BodyReader(call.body, members: ["acks"])
        var holds: [(hold: LeaseHold, reference: String?)] = []
        for (index, node) in reader.objects("acks", atMost: Self.acknowledgements).enumerated() {
            var entry = BodyReader(node, at: "/acks/\(index)", members: ["delivery", "lease", "reference"])
            let delivery = entry.id("delivery"), lease = entry.id("lease")
            let reference = entry.text("reference", required: false)
            reader.take(entry.faults)
            if let delivery, let lease { holds.append((LeaseHold(delivery: delivery, token: lease), reference)) }
        }
        try reader.finish()
        let outcomes = try await settle(holds.map { ($0.hold, .outcome(.delivered(reference: $0.reference))) }, caller)
        metrics.count(.acknowledged, outcomes.count { $0 == .settled })
        var writer = JSONWriter(capacity: 100 * outcomes.count + 40)
        writer.beginObject()
        writer.name("results")
        writer.beginArray()
        for (entry, outcome) in zip(holds, outcomes) {
            writer.beginObject()
            writer.member("delivery", entry.hold.delivery.description)
            switch outcome {
            case .settled: writer.member("status", "settled")
            case .superseded: writeRefusal(.leaseLost, into: &writer)
            case .unknown: writeRefusal(.deliveryUnknown, into: &writer)
            }
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return Answer(200, Answer.json, writer.bytes)
    }

    /// `POST /v1/inbox/{delivery}/extend`: keeps a lease longer.
    func extend(_ delivery: String, _ call: Call, _ caller: Caller) async throws(DoorFailure) -> Answer {
        var reader = try BodyReader(call.body, members: ["lease", "seconds"])
        let lease = reader.id("lease")
        let seconds = reader.integer("seconds", in: 10...3_600, default: 60)
        try reader.finish()
        let hold = try hold(delivery, lease)
        try requireReceiver(caller)
        let extended: Set<UniqueID>
        do throws(StoreFailure) {
            extended = try await exchange.store.extend([hold], by: .seconds(seconds), recipients: [caller.agency])
        } catch { throw .store(error) }
        guard extended.contains(hold.delivery) else { throw DoorFailure(.leaseLost) }
        return settled(hold, "extended")
    }

    private func hold(_ delivery: String, _ lease: UniqueID?) throws(DoorFailure) -> LeaseHold {
        guard let delivery = UniqueID(parsing: delivery), let lease else { throw DoorFailure(.deliveryUnknown) }
        return LeaseHold(delivery: delivery, token: lease)
    }

    private func settleOne(
        _ hold: LeaseHold,
        _ event: DeliveryEvent,
        _ caller: Caller,
        _ count: GatewayMetrics.Event
    ) async throws(DoorFailure) -> Answer {
        switch try await settle([(hold, event)], caller).first {
        case .settled:
            metrics.count(count)
            return settled(hold, "settled")
        case .superseded: throw DoorFailure(.leaseLost)
        case .unknown, nil: throw DoorFailure(.deliveryUnknown)
        }
    }

    private func settle(_ events: [(LeaseHold, DeliveryEvent)], _ caller: Caller) async throws(DoorFailure)
        -> [SettleOutcome]
    {
        try requireReceiver(caller)
        let settlements = events.map { hold, event in
            Settlement(
                target: .lease(hold),
                event: event,
                recipient: caller.agency,
                holder: caller.actor.client.rawValue
            )
        }
        do throws(StoreFailure) {
            return try await exchange.store.settle(settlements, parties: pages(caller.book).parties)
        } catch { throw .store(error) }
    }

    private func settled(_ hold: LeaseHold, _ word: String) -> Answer {
        var writer = JSONWriter(capacity: 100)
        writer.beginObject()
        writer.member("delivery", hold.delivery.description)
        writer.member("status", word)
        writer.endObject()
        return Answer(200, Answer.json, writer.bytes)
    }

    private func writeRefusal(_ code: RefusalCode, into writer: inout JSONWriter) {
        writer.member("status", "refused")
        writer.member("code", code.rawValue)
        writer.member("title", code.title)
        writer.member("mend", code.mend)
    }
}

// SPDX-License-Identifier: Apache-2.0

internal import Exchange

extension Door {
    /// Judges the events of a batch, a share of them after another, so that one share is judged while another is committed; each event
    /// stands or falls alone.
    ///
    /// The answer is 200 whatever became of them: each event has its own status.
    func submitBatch(_ events: [Result<CloudEvent, CloudEventError>], _ caller: Caller, isRehearsal: Bool) async
        -> Answer
    {
        let shares = stride(from: 0, to: events.count, by: limits.batchShare).map {
            $0..<min($0 + limits.batchShare, events.count)
        }
        var parts = [BatchPart?](repeating: nil, count: shares.count)
        await withTaskGroup(of: (Int, BatchPart).self) { group in
            var next = 0
            func add() {
                guard next < shares.count else { return }
                let number = next, share = shares[next]
                next += 1
                group.addTask {
                    (number, await self.part(events[share], from: share.lowerBound, caller, isRehearsal: isRehearsal))
                }
            }
            // One order must be kept from share to share: the next waits for the one before.
            for _ in 0..<(Self.hasOrder(events) ? 1 : limits.batchWidth) { add() }
            for await (number, part) in group {
                parts[number] = part
                add()
            }
        }
        let done = parts.compactMap(\.self)
        var writer = JSONWriter(capacity: done.reduce(200) { $0 + $1.json.count })
        writer.beginObject()
        writer.member("accepted", Int64(done.reduce(0) { $0 + $1.accepted }))
        writer.member("refused", Int64(events.count - done.reduce(0) { $0 + $1.accepted }))
        writer.name("results")
        writer.beginArray()
        for part in done { writer.raw(part.json) }
        writer.endArray()
        writer.endObject()
        let answer = Answer(200, Answer.json, writer.bytes)
        return done.contains(where: \.mustRetry) ? answer.with("retry-after", "1") : answer
    }

    /// Whether two events are of one order.
    private static func hasOrder(_ events: [Result<CloudEvent, CloudEventError>]) -> Bool {
        var keys: Set<String> = []
        return events.contains { event in
            guard case .success(let event) = event, let key = event["orderingkey"] else { return false }
            return !keys.insert(key).inserted
        }
    }

    /// The results of a share, as they stand in the answer.
    private struct BatchPart: Sendable {
        /// Array elements with the commas between them.
        let json: [UInt8]
        let accepted: Int
        let mustRetry: Bool
    }

    private func part(
        _ events: ArraySlice<Result<CloudEvent, CloudEventError>>,
        from first: Int,
        _ caller: Caller,
        isRehearsal: Bool
    ) async -> BatchPart {
        let fates = await judge(events, from: first, caller, isRehearsal: isRehearsal)
        let pages = fates.contains { $0.judgement != nil } ? currentPages() : nil
        var writer = JSONWriter(capacity: fates.count * 3_072)
        for (offset, fate) in fates.enumerated() {
            writer.beginObject()
            writer.member("index", Int64(first + offset))
            writer.member("id", fate.id)
            writer.member("status", Int64(fate.status))
            writer.name("result")
            writer.beginObject()
            fate.write(into: &writer, pages: pages, base: problemBase)
            writer.endObject()
            writer.endObject()
        }
        return BatchPart(
            json: writer.bytes,
            accepted: fates.count { $0.status < 300 },
            mustRetry: fates.contains { $0.status == 503 || $0.status == 429 }
        )
    }
}

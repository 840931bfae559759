// SPDX-License-Identifier: Apache-2.0

internal import Exchange

extension Door {
    /// Judges the events of a batch side by side, so that they share transactions; each stands or falls alone.
    ///
    /// The answer is 200 whatever became of them: each event has its own status.
    func submitBatch(_ events: [Result<CloudEvent, CloudEventError>], _ caller: Caller, isRehearsal: Bool) async
        -> Answer
    {
        var parts = [BatchPart?](repeating: nil, count: events.count)
        await withTaskGroup(of: (Int, BatchPart).self) { group in
            var next = 0
            func add() {
                guard next < events.count else { return }
                let index = next
                next += 1
                group.addTask { (index, await self.part(events[index], index, caller, isRehearsal: isRehearsal)) }
            }
            for _ in 0..<limits.batchWidth { add() }
            for await (index, part) in group {
                parts[index] = part
                add()
            }
        }
        let done = parts.compactMap(\.self)
        var writer = JSONWriter(capacity: done.reduce(200) { $0 + $1.json.count + 1 })
        writer.beginObject()
        writer.member("accepted", Int64(done.count { $0.status < 300 }))
        writer.member("refused", Int64(done.count { $0.status >= 300 }))
        writer.name("results")
        writer.beginArray()
        for part in done { writer.raw(part.json) }
        writer.endArray()
        writer.endObject()
        let answer = Answer(200, Answer.json, writer.bytes)
        return done.contains { $0.status == 503 || $0.status == 429 } ? answer.with("retry-after", "1") : answer
    }

    private struct BatchPart: Sendable {
        let status: Int
        let json: [UInt8]
    }

    private func part(
        _ event: Result<CloudEvent, CloudEventError>,
        _ index: Int,
        _ caller: Caller,
        isRehearsal: Bool
    ) async -> BatchPart {
        let fate = await judge(event, caller, isRehearsal: isRehearsal)
        var writer = JSONWriter(capacity: 4_096)
        writer.beginObject()
        writer.member("index", Int64(index))
        writer.member("id", fate.id)
        writer.member("status", Int64(fate.status))
        writer.name("result")
        writer.beginObject()
        fate.write(into: &writer, pages: pages(of: fate), base: problemBase)
        writer.endObject()
        writer.endObject()
        return BatchPart(status: fate.status, json: writer.bytes)
    }
}

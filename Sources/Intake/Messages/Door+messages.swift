// SPDX-License-Identifier: Apache-2.0

internal import Exchange
internal import JSONSchema
internal import NIOHTTP1

extension Door {
    /// `POST /v1/messages`: one event, or a batch of them.
    func submit(_ call: Call, _ caller: Caller) async -> Answer {
        let isRehearsal: Bool
        do throws(ParameterProblem) {
            isRehearsal = try call.query.flag("dryRun") ?? false
        } catch { return Problem(error).answer(base: problemBase) }
        let arrival: CloudEvent.Arrival
        do throws(CloudEventError) {
            let type = call.header("content-type")
            // Only a binary event's attributes are headers; copying them for the others would be for nothing.
            let isBinary = type.map { !$0.lowercased().hasPrefix("application/cloudevents") } ?? true
            arrival = try CloudEvent.decode(
                contentType: type,
                headers: isBinary ? call.head.headers.map { ($0.name, $0.value) } : [],
                body: call.body
            )
        } catch {
            metrics.count(.refused)
            return Problem(error).answer(base: problemBase)
        }
        guard arrival.mode == .batch else {
            guard let event = arrival.events.first else { return problem(.requestMalformed) }
            let fate = await judge(event, caller, isRehearsal: isRehearsal)
            return answer(fate)
        }
        return await submitBatch(arrival.events, caller, isRehearsal: isRehearsal)
    }

    /// One event from its attributes to its fate.
    func judge(_ event: Result<CloudEvent, CloudEventError>, _ caller: Caller, isRehearsal: Bool) async -> EventFate {
        let envelope: Envelope
        let record: JSONNode
        do {
            let event = try event.get()
            envelope = try Envelope(event)
            guard let node = event.record else { return .unreadable(Problem(.envelopeInvalid), id: nil) }
            record = node
        } catch let error as CloudEventError {
            metrics.count(.refused)
            return .unreadable(Problem(error), id: nil)
        } catch let problems as EnvelopeProblems {
            metrics.count(.refused)
            return .unreadable(Problem(problems), id: nil)
        } catch {
            return .unreadable(Problem(.internalFault), id: nil)
        }
        let result = await exchange.submit(envelope, data: record, actor: caller.actor, rehearsal: isRehearsal)
        let fate = EventFate(result, id: envelope.id)
        metrics.count(fate.count)
        return fate
    }

    /// The answer to a single event.
    func answer(_ fate: EventFate) -> Answer {
        let pages = pages(of: fate)
        var writer = JSONWriter(capacity: 6_144)
        writer.beginObject()
        fate.write(into: &writer, pages: pages, base: problemBase)
        writer.endObject()
        guard let problem = fate.problem else {
            let answer = Answer(fate.status, Answer.json, writer.bytes)
            guard fate.isKept, let id = fate.id else { return answer }
            return answer.with("location", "/v1/messages/\(id)")
        }
        return problem.finish(writer.bytes)
    }

    /// The pages of the book in force, by which an answer words its clauses.
    func pages(of fate: EventFate) -> BookPages? {
        guard fate.judgement != nil else { return nil }
        return (try? exchange.books.current()).map { pages($0) }
    }
}

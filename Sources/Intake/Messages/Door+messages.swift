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
            let fate = await judge(arrival.events.prefix(1), caller, isRehearsal: isRehearsal).first
            return fate.map(answer) ?? problem(.requestMalformed)
        }
        return await submitBatch(arrival.events, caller, isRehearsal: isRehearsal)
    }

    /// Events from their attributes to their fates, in order.
    func judge(
        _ events: some Collection<Result<CloudEvent, CloudEventError>>,
        from first: Int = 0,
        _ caller: Caller,
        isRehearsal: Bool
    ) async -> [EventFate] {
        var fates: [EventFate?] = []
        fates.reserveCapacity(events.count)
        var offers: [Offer] = []
        offers.reserveCapacity(events.count)
        for event in events {
            switch read(event) {
            case .success(let offer):
                offers.append(offer)
                fates.append(nil)
            case .failure(let unreadable): fates.append(EventFate.unreadable(unreadable.problem, id: nil))
            }
        }
        let results = await exchange.submit(offers, from: first, actor: caller.actor, rehearsal: isRehearsal)
        var judged = zip(offers, results).makeIterator()
        return fates.map { unreadable in
            let fate =
                unreadable ?? judged.next().map { EventFate($1, id: $0.envelope.id) }
                ?? .unreadable(Problem(.internalFault), id: nil)
            metrics.count(fate.count)
            return fate
        }
    }

    private struct Unreadable: Error {
        let problem: Problem
    }

    private func read(_ event: Result<CloudEvent, CloudEventError>) -> Result<Offer, Unreadable> {
        do {
            let event = try event.get()
            let envelope = try Envelope(event)
            guard let record = event.record else { return .failure(Unreadable(problem: Problem(.envelopeInvalid))) }
            return .success(Offer(envelope: envelope, data: record))
        } catch let error as CloudEventError {
            return .failure(Unreadable(problem: Problem(error)))
        } catch let problems as EnvelopeProblems {
            return .failure(Unreadable(problem: Problem(problems)))
        } catch {
            return .failure(Unreadable(problem: Problem(.internalFault)))
        }
    }

    /// The answer to a single event.
    func answer(_ fate: EventFate) -> Answer {
        let pages = fate.judgement == nil ? nil : currentPages()
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
    func currentPages() -> BookPages? {
        (try? exchange.books.current()).map { pages($0) }
    }
}

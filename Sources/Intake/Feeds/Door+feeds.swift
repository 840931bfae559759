// SPDX-License-Identifier: Apache-2.0

internal import AdapterHost
internal import Exchange
internal import Logging
internal import NIOHTTP1

extension Door {
    /// Rows told in one answer; more are fetched page by page.
    static let rowsPerPage: Int64 = 1_000

    /// `POST /v1/feeds/{feed}`: receives a document and waits a while for it to be read.
    func takeDocument(_ call: Call, _ body: BodyStream) async -> Answer {
        guard case .feed(let name) = call.route, let caller = call.caller else { return problem(.pathUnknown) }
        do throws(DoorFailure) {
            let feed = try feed(name, caller)
            let wait = try documentWait(call)
            let document = try documentID(call)
            let (run, repeated) = try await receive(feed, document, call, caller, body)
            metrics.count(.documents)
            runSignal.raise()
            let done = try await follow(run, caller, for: wait)
            return try await answer(done, after: 0, limit: Self.rowsPerPage, caller, isRepeated: repeated)
                .with("location", "/v1/feeds/runs/\(run.id)")
        } catch { return answer(error) }
    }

    /// `GET /v1/feeds/runs/{id}`: how far a document has been read, and what became of its rows.
    func showRun(_ id: String, _ call: Call, _ caller: Caller) async throws(DoorFailure) -> Answer {
        let after: Int64, limit: Int64
        do throws(ParameterProblem) {
            after = try call.query.integer("after", 0...Int64.max) ?? 0
            limit = try call.query.integer("limit", 1...Self.rowsPerPage) ?? Self.rowsPerPage
        } catch { throw DoorFailure(error) }
        guard let id = UniqueID(parsing: id) else { throw .problem(.notFound) }
        guard let run = try await find(id, caller) else { throw .problem(.notFound) }
        var answer = try await answer(run, after: after, limit: limit, caller, isRepeated: false)
        answer.status = 200
        return answer.with("cache-control", "no-store")
    }

    /// The feed of that name, when the agency may use it and the client may send everything it carries.
    private func feed(_ name: String, _ caller: Caller) throws(DoorFailure) -> Feed {
        let directory = caller.book.directory
        guard let feed = directory.feeds[name], feed.agencies?.contains(caller.actor.agency) ?? true else {
            throw DoorFailure(.feedUnknown)
        }
        if case .fixed = entrance { return feed }
        let mayAll = feed.contracts.allSatisfy {
            directory.authorisation(
                client: caller.actor.client,
                agency: caller.actor.agency,
                contract: $0,
                direction: .send,
                on: caller.day
            ) != nil
        }
        guard mayAll else { throw DoorFailure(.feedUnknown) }
        return feed
    }

    /// How long the client waits for the run: `?wait=`, or `Prefer: wait=` (RFC 7240 §4.3).
    private func documentWait(_ call: Call) throws(DoorFailure) -> Duration {
        do throws(ParameterProblem) {
            if let asked = try call.query.integer("wait", 0...30) { return .seconds(asked) }
        } catch { throw DoorFailure(error) }
        for preference in call.header("prefer")?.split(separator: ",") ?? [] {
            let parts = preference.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[0].trimmingBlanks.lowercased() == "wait",
                let asked = Int64(parts[1].trimmingBlanks)
            else { continue }
            return .seconds(min(max(asked, 0), 30))
        }
        return .seconds(10)
    }

    /// The document's own id: a structured string, or the same without its quotes.
    private func documentID(_ call: Call) throws(DoorFailure) -> String? {
        let given = call.head.headers["idempotency-key"]
        guard let header = given.first else { return nil }
        var text = header.trimmingBlanks
        if text.utf8.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") { text = text.dropFirst().dropLast() }
        guard given.count == 1, (1...200).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") })
        else {
            throw DoorFailure(
                ParameterProblem(name: "Idempotency-Key", mend: "Send it once, with 1 to 200 visible ASCII characters.")
            )
        }
        return String(text)
    }

    private func receive(
        _ feed: Feed,
        _ document: String?,
        _ call: Call,
        _ caller: Caller,
        _ body: BodyStream
    ) async throws(DoorFailure) -> (run: FeedRun, repeated: Bool) {
        do throws(FeedDesk.Failure) {
            return try await desk.receive(
                feed: feed,
                actor: caller.actor,
                agencyKey: caller.agency,
                source: caller.book.directory.source(of: caller.actor),
                document: document,
                contentType: call.header("content-type"),
                body: body
            )
        } catch {
            switch error {
            case .tooLarge: throw DoorFailure(.documentTooLarge)
            case .changed: throw DoorFailure(.documentChanged)
            case .cutShort: throw .problem(.requestMalformed)
            case .store(let failure): throw .store(failure)
            case .sealing(let failure):
                logger.error("a document could not be sealed", metadata: ["reason": "\(failure)"])
                throw .problem(.internalFault)
            }
        }
    }

    /// Looks after a run until it has ended or the time is up.
    private func follow(_ run: FeedRun, _ caller: Caller, for wait: Duration) async throws(DoorFailure) -> FeedRun {
        let clock = ContinuousClock()
        let end = clock.now + wait
        var run = run
        var pause: Duration = .milliseconds(10)
        while run.state != .done, run.state != .failed, clock.now < end {
            do { try await Task.sleep(for: min(pause, end - clock.now)) } catch { break }
            pause = min(pause * 2, .milliseconds(250))
            run = try await find(run.id, caller) ?? run
        }
        return run
    }

    private func find(_ id: UniqueID, _ caller: Caller) async throws(DoorFailure) -> FeedRun? {
        do throws(StoreFailure) { return try await runs.run(id, agency: caller.agency) } catch { throw .store(error) }
    }

    private func answer(
        _ run: FeedRun,
        after: Int64,
        limit: Int64,
        _ caller: Caller,
        isRepeated: Bool
    ) async throws(DoorFailure) -> Answer {
        do throws(StoreFailure) {
            let counts = try await runs.counts(of: run, agency: caller.agency)
            let rows = try await runs.results(of: run, agency: caller.agency, after: after, limit: Int(limit))
            let page = RunPage(run: run, counts: counts, rows: rows, limit: Int(limit), isRepeated: isRepeated)
            let hasEnded = run.state == .done || run.state == .failed
            return Answer(hasEnded ? 200 : 202, Answer.json, page.json)
        } catch { throw .store(error) }
    }
}

// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// A feed document as far as it has been read, with what became of each row.
struct FeedRunAnswer: Sendable {
    struct Row: Sendable {
        let number: Int64
        let position: String
        /// accepted, repeated, refused, fault, passed, reply.
        let verdict: String
        /// The event's id, by which its sender may ask about it.
        let id: String?
        let code: String?
        let faults: [RowFault]
        let warnings: [RowFault]
        let recipients: [RecipientAnswer]
        let reason: String?
        /// What to do about a row that is refused as a whole.
        let mend: String?

        init(_ node: JSONNode) {
            number = node["number"]?.integerValue ?? 0
            position = node["position"]?.stringValue ?? ""
            verdict = node["verdict"]?.stringValue ?? ""
            id = node["id"]?.stringValue
            let detail = node["detail"]
            code = detail?["code"]?.stringValue
            faults = detail?["errors"].map { $0.elements.map(RowFault.init) } ?? []
            warnings = detail?["warnings"].map { $0.elements.map(RowFault.init) } ?? []
            recipients = detail?["recipients"].map { $0.elements.map(RecipientAnswer.init) } ?? []
            reason = detail?["reason"]?.stringValue
            mend = detail?["mend"]?.stringValue
        }
    }

    let run: String
    /// receiving, queued, reading, done, failed.
    let state: String
    /// Whether the same document had been received before.
    var isRepeated: Bool
    let itemsDone: Int64
    let reason: String?
    var rows: [Row]
    /// The number behind which more rows follow.
    let next: Int64?

    init?(_ node: JSONNode?) {
        guard let node, let run = node["run"]?.stringValue, let state = node["state"]?.stringValue else { return nil }
        self.run = run
        self.state = state
        isRepeated = node["repeated"]?.boolValue ?? false
        itemsDone = node["itemsDone"]?.integerValue ?? 0
        reason = node["reason"]?.stringValue
        rows = node["rows"].map { $0.elements.map(Row.init) } ?? []
        next = node["next"]?.integerValue
    }

    var hasEnded: Bool { state == "done" || state == "failed" }

    func count(_ verdicts: String...) -> Int { rows.count { verdicts.contains($0.verdict) } }
}

extension GatewayClient {
    /// A document or event that was not taken.
    struct NotTaken: Error, CustomStringConvertible {
        let answer: GatewayAnswer
        var description: String {
            answer.faults.reduce(answer.complaint) { "\($0)\n  \($1.pointer) \($1.rule): \($1.detail) \($1.mend)" }
        }
    }

    /// Sends a feed document and waits until every row has its verdict.
    ///
    /// - Parameter onProgress: told how many rows are done.
    func send(
        feed: String,
        _ file: FileChunks,
        document: String?,
        type: String,
        for agency: String?,
        onProgress: @Sendable (Int64) -> Void = { _ in }
    ) async throws -> FeedRunAnswer {
        var headers = [("content-type", type)]
        if let document { headers.append(("idempotency-key", "\"\(document)\"")) }
        let answer = try await post("/v1/feeds/\(feed)?wait=10", file, headers: headers, for: agency)
        guard answer.isGood, var run = FeedRunAnswer(answer.json) else { throw NotTaken(answer: answer) }
        let isRepeated = run.isRepeated
        while !run.hasEnded {
            onProgress(run.itemsDone)
            try await Task.sleep(for: .milliseconds(200))
            run = try await page(of: run.run, after: 0, for: agency)
        }
        var rows = run.rows
        while let next = run.next {
            run = try await page(of: run.run, after: next, for: agency)
            rows += run.rows
        }
        run.rows = rows
        run.isRepeated = isRepeated
        return run
    }

    private func page(of run: String, after: Int64, for agency: String?) async throws -> FeedRunAnswer {
        let answer = try await get("/v1/feeds/runs/\(run)?after=\(after)", for: agency)
        guard answer.isGood, let run = FeedRunAnswer(answer.json) else { throw NotTaken(answer: answer) }
        return run
    }
}

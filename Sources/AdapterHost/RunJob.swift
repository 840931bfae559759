// SPDX-License-Identifier: Apache-2.0

internal import AdapterKit
internal import Exchange
internal import JSONSchema

/// Turns the items of one document into messages and results.
struct RunJob: Sendable {
    let run: FeedRun
    let feed: Feed
    let actor: Actor
    let exchange: ExchangeService
    let settler: any ReportSettling

    /// Submits the items side by side, so that they share transactions, and returns their results in order.
    ///
    /// - Throws: when the gateway could not take an item; the run stops there and is taken up again.
    func deal(_ items: [(number: Int64, item: Item)]) async throws -> [RunResult] {
        try await withThrowingTaskGroup(of: RunResult.self) { group in
            for (number, item) in items {
                group.addTask { try await deal(item, number) }
            }
            var results: [RunResult] = []
            for try await result in group { results.append(result) }
            return results.sorted { $0.number < $1.number }
        }
    }

    private func deal(_ item: Item, _ number: Int64) async throws -> RunResult {
        switch item {
        case .draft(let draft):
            return try await submit(draft, number)
        case .fault(let fault):
            return result(of: fault, number)
        case .passed(let position, let reason):
            return RunResult(
                number: number,
                position: position.description,
                verdict: .passed,
                message: nil,
                detail: RunDetail.reason(reason)
            )
        case .reply(let report):
            return result(of: report, try await settler.settle(report, from: actor), number)
        }
    }

    private func result(of report: DeliveryReport, _ fate: ReportFate, _ number: Int64) -> RunResult {
        let detail =
            switch fate {
            case .settled: RunDetail.reason("the earlier delivery is settled")
            case .unknown:
                RunDetail.reason(
                    "no earlier delivery, or more than one, of a contract the client may receive is known by that reference"
                )
            case .notAuthorised: RunDetail.refused(Refusal(.clientNotAuthorised), nil)
            }
        return RunResult(
            number: number,
            position: report.position.description,
            verdict: fate == .notAuthorised ? .refused : .reply,
            message: nil,
            detail: detail
        )
    }

    private func submit(_ draft: Draft, _ number: Int64) async throws -> RunResult {
        let book = try exchange.books.current()
        let resolved = DraftResolution(draft, run: run, feed: feed, actor: actor, book: book)
        let envelope: Envelope
        switch resolved {
        case .fault(let fault):
            return result(of: fault, number)
        case .envelope(let made):
            envelope = made
        }
        let position = draft.position.description
        let document: JSONDocument
        do throws(JSONSyntaxError) {
            document = try JSONDocument(draft.data.json)
        } catch {
            return refused(draft, number, "The record is larger or deeper than a message may be: \(error.reason).")
        }
        switch await exchange.submit(envelope, data: document.root, actor: actor, times: .document) {
        case .accepted(let judgement, _, let repeated, _):
            return RunResult(
                number: number,
                position: position,
                verdict: repeated ? .repeated : .accepted,
                message: envelope.id,
                detail: RunDetail.judged(judgement)
            )
        case .rehearsed(let judgement, _):
            return RunResult(
                number: number,
                position: position,
                verdict: .accepted,
                message: nil,
                detail: RunDetail.judged(judgement)
            )
        case .refused(let refusal, _, _) where refusal.code == .eventChanged:
            // The id is made of document and position: this document had it accepted, under another book or adapter.
            return RunResult(
                number: number,
                position: position,
                verdict: .repeated,
                message: envelope.id,
                detail: RunDetail.reason(
                    "the record at this position was accepted earlier, in another form, which stands"
                )
            )
        case .refused(let refusal, let judgement, _):
            // The gateway's own trouble stops the run; it is taken up again. Everything else is the row's result.
            if refusal.code.mender == .gateway { throw refusal }
            return RunResult(
                number: number,
                position: position,
                verdict: .refused,
                message: nil,
                detail: RunDetail.refused(refusal, judgement)
            )
        case .failed(let failure) where failure.reason == .rejected:
            // Trying again would not help, and would keep the rows behind it waiting for ever.
            return refused(draft, number, "The gateway could not store the record.")
        case .failed(let failure):
            throw failure
        }
    }

    private func refused(_ draft: Draft, _ number: Int64, _ description: String) -> RunResult {
        result(
            of: Fault(
                at: draft.position,
                rule: "feed.record",
                description: description,
                mend: "Send the record in smaller parts, or ask the operator."
            ),
            number
        )
    }

    private func result(of fault: Fault, _ number: Int64) -> RunResult {
        RunResult(
            number: number,
            position: fault.position.description,
            verdict: .fault,
            message: nil,
            detail: RunDetail.fault(fault)
        )
    }
}

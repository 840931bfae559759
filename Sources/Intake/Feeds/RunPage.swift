// SPDX-License-Identifier: Apache-2.0

internal import Exchange

/// A run and some of its rows, as its sender may see them.
struct RunPage {
    let run: FeedRun
    let counts: [(verdict: RunResult.Verdict, items: Int64)]
    let rows: [RunResult]
    let limit: Int
    let isRepeated: Bool

    var json: [UInt8] {
        var writer = JSONWriter(capacity: 600 + rows.reduce(0) { $0 + $1.detail.count + 150 })
        writer.beginObject()
        writer.member("run", run.id.description)
        writer.member("feed", run.feed)
        writer.member("document", run.document)
        writer.member("state", run.state.word)
        if isRepeated {
            writer.name("repeated")
            writer.bool(true)
        }
        writer.member("bytes", run.bytes)
        writer.member("itemsDone", run.itemsDone)
        writer.member("reason", run.reason)
        writer.member("receivedAt", run.receivedAt.description)
        writer.member("finishedAt", run.finishedAt?.description)
        writer.name("counts")
        writer.beginObject()
        for verdict in RunResult.Verdict.allCases { write(verdict, into: &writer) }
        writer.endObject()
        writer.name("rows")
        writer.beginArray()
        for row in rows { write(row, into: &writer) }
        writer.endArray()
        if rows.count == limit, let last = rows.last { writer.member("next", last.number) }
        writer.endObject()
        return writer.bytes
    }

    private func write(_ verdict: RunResult.Verdict, into writer: inout JSONWriter) {
        let items = counts.first { $0.verdict == verdict }?.items ?? 0
        switch verdict {
        case .accepted: writer.member("accepted", items)
        case .repeated: writer.member("repeated", items)
        case .refused: writer.member("refused", items)
        case .fault: writer.member("fault", items)
        case .passed: writer.member("passed", items)
        case .reply: writer.member("reply", items)
        }
    }

    private func write(_ row: RunResult, into writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("number", row.number)
        writer.member("position", row.position)
        writer.member("verdict", row.verdict.rawValue)
        writer.member("id", row.message?.description)
        if !row.detail.isEmpty {
            writer.name("detail")
            writer.raw(row.detail)
        }
        writer.endObject()
    }
}

// SPDX-License-Identifier: Apache-2.0

extension Day {
    /// Sends one feed document and compares the verdicts on its rows.
    func send(_ document: DayScript.Document) async throws {
        let name = document.file.split(separator: "/").last.map(String.init) ?? document.file
        try await scene("\(document.feed): \(name)") {
            let run = try await client(document.client).send(
                feed: document.feed,
                try FileChunks("\(samples)/\(document.file)"),
                document: name,
                type: document.type,
                for: document.agency
            ) { console.progress("\(document.feed): \($0) rows of \(name)") }
            await log.add(DayLog.Feed(feed: document.feed, document: name, run: run))
            for row in run.rows where row.verdict == "accepted" {
                guard let id = row.id else { continue }
                let permitted = row.recipients.filter { $0.clause != nil }.map(\.recipient)
                await log.add(
                    DayLog.Sent(client: document.client, agency: document.agency, id: id, recipients: permitted)
                )
            }
            try compare(run, with: document)
            return
                "\(run.rows.count) rows: \(run.count("accepted")) accepted, \(run.count("refused")) refused, \(run.count("fault")) faults"
        }
    }

    private func compare(_ run: FeedRunAnswer, with document: DayScript.Document) throws {
        try expect(run.state == "done", "the run \(run.state): \(run.reason ?? "no reason")")
        for (position, verdict) in (document.rows ?? [:]).sorted(by: { $0.key < $1.key }) {
            guard let row = run.rows.first(where: { $0.position == position }) else {
                throw NotAsTold("\(position) has no verdict")
            }
            try expect(row.verdict == verdict, "\(position) is \(row.verdict), told \(verdict): \(row.why)")
        }
        for (verdict, least) in (document.atLeast ?? [:]).sorted(by: { $0.key < $1.key }) {
            let count = run.count(verdict)
            let others = run.rows.filter { $0.verdict != verdict }.map { "\($0.position) \($0.verdict) \($0.why)" }
            try expect(count >= least, "\(count) of at least \(least) \(verdict); \(others.joined(separator: "; "))")
        }
        for row in run.rows where row.verdict == "refused" || row.verdict == "fault" {
            try expect(!row.why.isEmpty, "\(row.position) is \(row.verdict) without a reason")
        }
    }
}

extension FeedRunAnswer.Row {
    /// Why it was not accepted, in rules and codes.
    var why: String {
        if !faults.isEmpty { return Set(faults.map(\.rule)).sorted().joined(separator: ", ") }
        let codes = Set(recipients.compactMap(\.code)).sorted()
        return codes.isEmpty ? code ?? reason ?? "" : codes.joined(separator: ", ")
    }
}

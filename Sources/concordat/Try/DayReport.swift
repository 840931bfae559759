// SPDX-License-Identifier: Apache-2.0

/// The day in tables.
struct DayReport {
    private static let widestNote = 110
    private static let widestReasons = 60
    let log: DayLog

    var text: String {
        get async {
            let feeds = await log.feeds, states = await log.states, checks = await log.checks
            let failed = checks.count { !$0.isAsTold }
            let verdict = failed == 0 ? "All \(checks.count) as told." : "\(failed) of \(checks.count) NOT as told."
            let size = await log.checkpointSize.map { "\($0) entries" } ?? "none"
            return """

                Feeds
                \(Self.table(feeds))

                Recipients
                \(Self.table(states))

                The day
                \(Self.table(checks))

                Checkpoint: \(size), \(await log.audit ?? "log NOT verified"). \(verdict)
                """
        }
    }

    private static func table(_ feeds: [DayLog.Feed]) -> String {
        var table = TextTable(
            ("feed", .left),
            ("document", .left),
            ("rows", .right),
            ("messages", .right),
            ("accepted", .right),
            ("refused", .right),
            ("faults", .right),
            ("passed", .right),
            ("why", .left)
        )
        for feed in feeds {
            let run = feed.run
            let why = reasons(run)
            table.add(
                feed.feed,
                feed.document,
                "\(run.rows.count)",
                "\(run.count("accepted", "repeated", "refused"))",
                "\(run.count("accepted", "repeated"))",
                "\(run.count("refused"))",
                "\(run.count("fault"))",
                "\(run.count("passed"))",
                why.first ?? ""
            )
            for line in why.dropFirst() { table.add("", "", "", "", "", "", "", "", line) }
        }
        return table.text
    }

    /// Every rule or code and how often it was the reason, most frequent first, in lines of fair width.
    private static func reasons(_ run: FeedRunAnswer) -> [String] {
        let reasons = run.rows.filter { $0.verdict == "refused" || $0.verdict == "fault" }
            .reduce(into: [String: Int]()) { $0[$1.why, default: 0] += 1 }
        return reasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { $0.value == 1 ? $0.key : "\($0.key) ×\($0.value)" }
            .reduce(into: []) { lines, reason in
                if let last = lines.last, last.count + reason.count < widestReasons {
                    lines[lines.count - 1] = "\(last), \(reason)"
                } else {
                    lines.append(reason)
                }
            }
    }

    private static func table(_ states: [String: [String: Int]]) -> String {
        var table = TextTable(
            ("recipient", .left),
            ("delivered", .right),
            ("waiting", .right),
            ("undelivered", .right),
            ("dead", .right)
        )
        for (recipient, counts) in states.sorted(by: { $0.key < $1.key }) {
            let ended = ["delivered", "undelivered", "dead"]
            let waiting = counts.reduce(0) { ended.contains($1.key) ? $0 : $0 + $1.value }
            table.add(
                recipient,
                "\(counts["delivered"] ?? 0)",
                "\(waiting)",
                "\(counts["undelivered"] ?? 0)",
                "\(counts["dead"] ?? 0)"
            )
        }
        return table.text
    }

    private static func table(_ checks: [DayLog.Check]) -> String {
        var table = TextTable(("", .left), ("what was told", .left), ("what came", .left))
        for check in checks {
            let note =
                check.isAsTold && check.note.count > widestNote ? check.note.prefix(widestNote) + "…" : check.note[...]
            table.add(check.isAsTold ? "as told" : "NOT", check.title, String(note))
        }
        return table.text
    }
}

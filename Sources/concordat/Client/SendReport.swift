// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// What became of a document or an event, for whoever sent it.
struct SendReport {
    private let run: FeedRunAnswer

    init(_ run: FeedRunAnswer) {
        self.run = run
    }

    /// One line a recipient or fault, and a summary.
    var text: String {
        var table = TextTable(
            ("position", .left),
            ("verdict", .left),
            ("recipient or rule", .left),
            ("clause, or how to mend it", .left)
        )
        for row in run.rows { Self.add(row, to: &table) }
        let counts = ["accepted", "repeated", "refused", "fault", "passed", "reply"]
            .map { ($0, run.count($0)) }.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }
        let summary =
            "\(run.rows.count) rows: \(counts.isEmpty ? "none" : counts.joined(separator: ", ")). Run \(run.run)"
            + (run.isRepeated ? ", received before" : "")
            + (run.state == "done" ? "." : " \(run.state): \(run.reason ?? "").")
        return run.rows.isEmpty ? summary : table.text + "\n\n" + summary
    }

    private static func add(_ row: FeedRunAnswer.Row, to table: inout TextTable) {
        var lines = row.recipients.flatMap(lines) + row.faults.map { (place($0), mend($0)) }
        if lines.isEmpty { lines = [(row.code ?? "", row.reason ?? row.mend ?? "")] }
        lines += row.warnings.map { ("warning " + place($0), mend($0)) }
        for (index, line) in lines.enumerated() {
            table.add(index == 0 ? row.position : "", index == 0 ? row.verdict : "", line.0, line.1)
        }
    }

    /// The same of a single event.
    static func text(of answer: GatewayAnswer) -> String {
        var table = TextTable(("recipient or rule", .left), ("verdict", .left), ("clause, or how to mend it", .left))
        for recipient in answer.recipients {
            for (index, line) in lines(recipient).enumerated() {
                table.add(line.0, index > 0 ? "fault" : recipient.clause == nil ? "refused" : "permitted", line.1)
            }
        }
        for fault in answer.faults { table.add(place(fault), "fault", mend(fault)) }
        let id = answer.json?["id"]?.stringValue ?? ""
        let again = answer.json?["repeated"]?.boolValue == true ? ", as before" : ""
        let summary = answer.isGood ? "Accepted\(again): \(id)." : answer.complaint
        return table.rows.isEmpty ? summary : table.text + "\n\n" + summary
    }

    /// The clause that permits, or why it is refused and how to mend it, then each violation.
    private static func lines(_ recipient: RecipientAnswer) -> [(String, String)] {
        let verdict =
            recipient.clause ?? [recipient.code ?? "", recipient.mend].filter { !$0.isEmpty }.joined(separator: ": ")
        return [(recipient.recipient, verdict)] + recipient.faults.map { (place($0), mend($0)) }
    }

    private static func place(_ fault: RowFault) -> String {
        fault.pointer.isEmpty ? fault.rule : "\(fault.pointer) \(fault.rule)"
    }

    private static func mend(_ fault: RowFault) -> String {
        let detail = fault.detail.hasSuffix(".") ? fault.detail.dropLast() : fault.detail[...]
        return "\(detail): \(fault.mend)"
    }
}

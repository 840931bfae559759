// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// One record a line: `child NAME`, `route NAME AGENCY`, `fault`, `passed`, `long` (breaks the contract), `report REFERENCE WORD`,
/// `replace NAME DOCUMENT LINE`, `withdraw NAME EVENT`.
struct LinesAdapter: Adapter {
    static let about = AdapterDescription(name: "lines", summary: "One record a line.", formats: ["text/plain"])

    init(settings: AdapterSettings) throws(SettingsError) {}

    func reader(for document: DocumentContext) -> any AdapterKit.Reader { LinesReader(time: document.receivedAt) }

    func render(_ message: Message) throws(RenderFailure) -> Parcel {
        Parcel(contentType: "text/plain", body: Array(message.eventID.utf8))
    }

    func outcome(of reply: Reply) -> Outcome { .http(reply) }
}

private struct LinesReader: AdapterKit.Reader {
    let time: String
    private var line: [UInt8] = []
    private var number = 0

    init(time: String) {
        self.time = time
    }

    mutating func consume(_ chunk: ArraySlice<UInt8>) -> [Item] {
        var items: [Item] = []
        for byte in chunk {
            if byte == 0x0A { items.append(next()) } else { line.append(byte) }
        }
        return items
    }

    mutating func finish() -> [Item] { line.isEmpty ? [] : [next()] }

    private mutating func next() -> Item {
        number += 1
        let words = String(decoding: line, as: UTF8.self).split(separator: " ").map(String.init)
        line = []
        let position = Position("line", number)
        switch (words.first, words.count) {
        case ("child", 2): return .draft(draft(position, words[1], "services"))
        case ("route", 3): return .draft(draft(position, words[1], words[2]))
        case ("replace", 4):
            let line = Position("line", Int(words[3]) ?? 0)
            return .draft(draft(position, words[1], "services", .replace(.row(document: words[2], line))))
        case ("withdraw", 3): return .draft(draft(position, words[1], "services", .withdraw(.event(words[2]))))
        case ("long", _): return .draft(draft(position, String(repeating: "x", count: 101), "services"))
        case ("passed", _): return .passed(position, reason: "not about a child")
        case ("report", 3):
            let outcome: Outcome =
                words[2] == "refused" ? .refused(reason: "no such case") : .delivered(reference: words[1])
            return .reply(DeliveryReport(at: position, reference: words[1], outcome: outcome))
        default:
            return .fault(
                Fault(
                    at: position,
                    rule: "lines.word",
                    description: "The first word is not known.",
                    mend: "Correct it."
                )
            )
        }
    }

    private func draft(
        _ position: Position,
        _ name: String,
        _ agency: String,
        _ action: Draft.Action = .new
    ) -> Draft {
        Draft(
            at: position,
            contract: "test.episode@1",
            time: time,
            data: .record([
                ("episodeId", .string("E-\(position.number)")), ("child", .record([("name", .string(name))])),
            ]),
            routes: [.agency(agency)],
            action: action
        )
    }
}

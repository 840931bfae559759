// SPDX-License-Identifier: Apache-2.0

/// A published list of codes with the days each was in use.
package struct CodeList: Sendable {
    /// One code of the list.
    package struct Entry: Sendable, Hashable {
        package let value: String
        package let label: String
        package let note: String?
        /// The first and the last day of use, `yyyy-MM-dd`, inclusive; nil where the list has always had it, or still has.
        package let validFrom: String?
        package let validTo: String?
        /// What is written today instead of a code that has ended.
        package let replacedBy: [String]

        /// Whether the code was in use on a day, `yyyy-MM-dd`.
        func isInUse(on day: String) -> Bool {
            validFrom.map { $0 <= day } ?? true && validTo.map { day <= $0 } ?? true
        }
    }

    /// What a check asks about the day.
    enum Day {
        /// The rule has no day: a code that has ended fails.
        case unasked
        /// The message leaves out the day the rule asks for: a code that was ever in use passes.
        case absent
        case given(String)
    }

    package let id: String
    package let title: String
    /// Who publishes the list, where and when.
    package let citation: String
    package let url: String?
    /// In the order of the file.
    package let entries: [Entry]
    /// By the bytes of the code, because strings that look alike compare equal.
    private let byCode: [[UInt8]: Entry]

    init(id: String, title: String, citation: String, url: String?, entries: [Entry]) {
        self.id = id
        self.title = title
        self.citation = citation
        self.url = url
        self.entries = entries
        byCode = Dictionary(entries.map { (Array($0.value.utf8), $0) }, uniquingKeysWith: { first, _ in first })
    }

    package func entry(_ code: String) -> Entry? { byCode[Array(code.utf8)] }

    func accepts(_ code: String, on day: Day) -> Bool {
        guard let entry = entry(code) else { return false }
        return switch day {
        case .unasked: entry.validTo == nil
        case .absent: true
        case .given(let day): entry.isInUse(on: day)
        }
    }

    /// What to do about a refused code: the list, and what stands today for its ended codes.
    func mend(hasDay: Bool) -> String {
        let ended = entries.filter { $0.validTo != nil }.map { entry in
            let now = entry.replacedBy.spoken("or")
            return now.isEmpty ? entry.value : "\(entry.value) (now \(now))"
        }
        let ask = "send a code of the list \(title)" + (hasDay ? " in use on that day" : "")
        return ended.isEmpty ? ask : "\(ask); ended: \(ended.joined(separator: ", "))"
    }
}

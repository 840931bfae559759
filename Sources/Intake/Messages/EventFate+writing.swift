// SPDX-License-Identifier: Apache-2.0

internal import Contracts
internal import Exchange
internal import JSONSchema

extension EventFate {
    /// Writes the members of the answer to one event.
    func write(into writer: inout JSONWriter, pages: BookPages?, base: String) {
        switch outcome {
        case .accepted(let receipt, let ids?):
            writer.member("status", "accepted")
            writer.member("id", id)
            writer.member("message", ids.message)
            write(judgement, ids, into: &writer, pages)
            write(receipt, into: &writer)
        case .accepted(let receipt, nil):
            let entry = CommittedEntry(receipt)
            writer.member("status", "accepted")
            writer.name("repeated")
            writer.bool(true)
            writer.member("id", id)
            writer.member("message", entry?.message)
            // What counts for an event sent again is what was decided the first time.
            if let entry {
                entry.writeRecipients(into: &writer, pages: pages)
            } else {
                write(judgement, nil, into: &writer, pages)
            }
            write(receipt, into: &writer)
        case .rehearsed(let receipt):
            writer.member("status", "rehearsed")
            writer.member("id", id)
            write(judgement, nil, into: &writer, pages)
            write(receipt, into: &writer)
        case .refused(let problem, let receipt, let isRehearsal):
            problem.write(into: &writer, base: base)
            if isRehearsal {
                writer.name("rehearsal")
                writer.bool(true)
            }
            if let message = receipt.flatMap(CommittedEntry.init)?.message {
                writer.member("instance", "urn:uuid:\(message)")
            }
            if judgement?.disclosures.isEmpty == false { write(judgement, nil, into: &writer, pages) }
            if let receipt { write(receipt, into: &writer) }
        }
    }

    private func write(_ receipt: Receipt, into writer: inout JSONWriter) {
        writer.name("receipt")
        receipt.write(into: &writer)
    }

    private func write(
        _ judgement: Judgement?,
        _ ids: GivenIDs?,
        into writer: inout JSONWriter,
        _ pages: BookPages?
    ) {
        guard let judgement else { return }
        writer.name("recipients")
        writer.beginArray()
        for (index, disclosure) in judgement.disclosures.enumerated() {
            writer.beginObject()
            writer.member("recipient", disclosure.recipient.rawValue)
            writer.member("via", disclosure.via.rawValue)
            switch disclosure.verdict {
            case .permitted(let clause, let purpose):
                let page = pages?.page(of: clause) ?? BookPages.ClausePage(clause)
                writer.member("verdict", "permitted")
                writer.name("clause")
                writer.raw(page.reference)
                writer.member("purpose", purpose)
                writer.name("withholds")
                writer.raw(page.withholds)
                writer.member("delivery", ids.flatMap { index < $0.deliveries.count ? $0.deliveries[index] : nil })
            case .refused(let refusal):
                RecipientRefusal.write(refusal, into: &writer)
            }
            writer.endObject()
        }
        writer.endArray()
        guard !judgement.warnings.isEmpty else { return }
        writer.name("warnings")
        writer.beginArray()
        for warning in judgement.warnings.prefix(100) {
            Problem.write(
                Problem.Fault(
                    pointer: warning.pointer,
                    rule: warning.rule,
                    detail: warning.description,
                    mend: warning.mend
                ),
                into: &writer
            )
        }
        writer.endArray()
    }
}

/// Why one recipient gets nothing.
enum RecipientRefusal {
    static func write(_ refusal: Refusal, into writer: inout JSONWriter) {
        writer.member("verdict", "refused")
        writer.member("code", refusal.code.rawValue)
        writer.member("title", refusal.code.title)
        writer.member("detail", refusal.detail.isEmpty ? refusal.code.explanation : refusal.detail)
        writer.member("mender", refusal.code.mender.rawValue)
        writer.member("mend", refusal.code.mend)
        guard !refusal.violations.isEmpty else { return }
        writer.name("errors")
        writer.beginArray()
        for fault in Problem(refusal).faults.prefix(100) { Problem.write(fault, into: &writer) }
        writer.endArray()
    }
}

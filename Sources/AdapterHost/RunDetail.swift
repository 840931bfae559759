// SPDX-License-Identifier: Apache-2.0

internal import AdapterKit
internal import Contracts
internal import Exchange

/// What the sender is told about one item: recipients, clauses, rules and mends, never a value of the record.
enum RunDetail {
    static func reason(_ text: String) -> [UInt8] {
        var writer = JSONWriter(capacity: 200)
        writer.beginObject()
        writer.member("reason", text)
        writer.endObject()
        return writer.bytes
    }

    static func fault(_ fault: Fault) -> [UInt8] {
        var writer = JSONWriter(capacity: 400)
        writer.beginObject()
        writer.name("errors")
        writer.beginArray()
        writer.beginObject()
        writer.member("detail", fault.description)
        writer.member("mend", fault.mend)
        writer.member("rule", fault.rule)
        writer.endObject()
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }

    static func judged(_ judgement: Judgement) -> [UInt8] {
        var writer = JSONWriter(capacity: 600)
        writer.beginObject()
        write(judgement, into: &writer)
        writer.endObject()
        return writer.bytes
    }

    static func refused(_ refusal: Refusal, _ judgement: Judgement?) -> [UInt8] {
        var writer = JSONWriter(capacity: 800)
        writer.beginObject()
        writer.member("code", refusal.code.rawValue)
        if !refusal.violations.isEmpty {
            writer.name("errors")
            write(refusal.violations, into: &writer)
        }
        writer.member("mend", refusal.code.mend)
        writer.member("mender", refusal.code.mender.rawValue)
        if let judgement { write(judgement, into: &writer) }
        writer.endObject()
        return writer.bytes
    }

    private static func write(_ judgement: Judgement, into writer: inout JSONWriter) {
        writer.name("recipients")
        writer.beginArray()
        for disclosure in judgement.disclosures {
            writer.beginObject()
            switch disclosure.verdict {
            case .permitted(let clause, _): writer.member("clause", clause.ref.description)
            case .refused(let refusal): writer.member("code", refusal.code.rawValue)
            }
            writer.member("recipient", disclosure.recipient.rawValue)
            writer.endObject()
        }
        writer.endArray()
        if !judgement.warnings.isEmpty {
            writer.name("warnings")
            write(judgement.warnings, into: &writer)
        }
    }

    private static func write(_ violations: [Violation], into writer: inout JSONWriter) {
        writer.beginArray()
        for violation in violations.prefix(50) {
            writer.beginObject()
            writer.member("detail", violation.description)
            writer.member("mend", violation.mend)
            writer.member("pointer", violation.pointer)
            writer.member("rule", violation.rule)
            writer.endObject()
        }
        writer.endArray()
    }
}

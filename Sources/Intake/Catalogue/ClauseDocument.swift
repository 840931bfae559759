// SPDX-License-Identifier: Apache-2.0

internal import Contracts
internal import Exchange
internal import JSONSchema

/// A clause as its agreement words it: the same members as in the agreement's file, in canonical order (RFC 8785 §3.2.3).
enum ClauseDocument {
    static func json(_ clause: Agreement.Clause) -> [UInt8] {
        var writer = JSONWriter(capacity: 1_024)
        writer.beginObject()
        writer.list("contracts", clause.contracts.map(\.description))
        switch clause.selection {
        case .whole: if isContent(clause) { writer.member("disclose", "whole") }
        case .fields(let fields): if isContent(clause) { writer.list("disclose", fields.map(\.description)) }
        }
        write("discloser", clause.discloser, into: &writer)
        writer.member("duty", clause.duty?.rawValue)
        writer.member("effect", clause.effect.rawValue)
        writer.list("from", clause.from.map(\.description))
        writer.member("id", clause.id)
        if !clause.lowered.isEmpty { writer.list("lower", clause.lowered.sorted()) }
        if !clause.match.isEmpty {
            writer.name("match")
            writer.beginArray()
            for match in clause.match {
                writer.beginObject()
                writer.member("pointer", match.pointer.description)
                switch match.party {
                case .recipient: writer.member("recipient", match.scheme)
                case .sender: writer.member("sender", match.scheme)
                }
                writer.endObject()
            }
            writer.endArray()
        }
        if clause.mayReceiveRestricted {
            writer.name("mayReceiveRestricted")
            writer.bool(true)
        }
        if clause.effect == .permit {
            writer.member("mode", clause.mode.rawValue)
            writer.member("onward", clause.onward.rawValue)
        }
        if !clause.purposes.isEmpty { writer.list("purposes", clause.purposes) }
        write("recipient", clause.recipient, into: &writer)
        writer.member("recipientRetention", clause.recipientRetention)
        writer.list("to", clause.to.map(\.description))
        write(clause.when, into: &writer)
        writer.endObject()
        return writer.bytes
    }

    private static func isContent(_ clause: Agreement.Clause) -> Bool {
        clause.effect == .permit && clause.mode == .content
    }

    private static func write(_ conditions: [Agreement.Clause.Condition], into writer: inout JSONWriter) {
        guard !conditions.isEmpty else { return }
        writer.name("when")
        writer.beginArray()
        for condition in conditions {
            writer.beginObject()
            writer.name("equals")
            writer.raw(condition.equals.canonical())
            writer.member("pointer", condition.pointer.description)
            writer.endObject()
        }
        writer.endArray()
    }

    private static func write(_ label: StaticString, _ bases: LegalBases?, into writer: inout JSONWriter) {
        guard let bases else { return }
        writer.name(label)
        writer.beginObject()
        writer.list("basis", bases.basis)
        if !bases.power.isEmpty { writer.list("power", bases.power) }
        writer.member("regime", bases.regime.rawValue)
        writer.endObject()
    }
}

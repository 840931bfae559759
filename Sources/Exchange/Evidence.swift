// SPDX-License-Identifier: Apache-2.0

internal import Contracts
internal import Crypto
internal import JSONSchema
internal import TransparencyLog

/// Writes the leaves of the ledger: who did what, when, about which event, on which clause.
///
/// Canonical JSON, members in order of name.
package struct Evidence: Sendable {
    package let context: ReceiptContext

    package init(context: ReceiptContext) {
        self.context = context
    }

    /// The evidence of one judged event.
    ///
    /// - Parameters:
    ///   - opening: what ``commitment(content:views:subjects:salt:)`` made; the leaf holds its hash.
    ///   - deliveries: the delivery's id per disclosure, nil where none was made.
    package func judged(
        _ kind: LedgerEntry.Kind,
        _ judgement: Judgement,
        of envelope: Envelope,
        by actor: Actor,
        message: UniqueID,
        book: Int64,
        opening: [UInt8]?,
        deliveries: [UniqueID?],
        at now: Timestamp
    ) -> LedgerEntry {
        var writer = JSONWriter(capacity: 1600)
        writer.beginObject()
        writer.member("action", envelope.action.rawValue)
        writer.member("actor", envelope.actor)
        writer.member("agency", actor.agency.rawValue)
        writer.member("at", now)
        writer.member("book", book)
        writer.member("client", actor.client.rawValue)
        if let opening { writer.member("commitment", hex: SHA256.bytes(of: opening)) }
        if let contract = judgement.contract {
            writer.member("contract", contract.name)
            writer.member("contractSha256", hex: contract.sha256)
        }
        if !judgement.disclosures.isEmpty {
            writer.name("disclosures")
            writer.beginArray()
            for (disclosure, delivery) in zip(judgement.disclosures, deliveries) {
                write(disclosure, delivery: delivery, into: &writer)
            }
            writer.endArray()
        }
        writer.member("environment", context.environment)
        writer.member("event", envelope.id)
        writer.member("kind", kind.word)
        writer.member("message", message)
        writer.member("partnership", context.partnership)
        if let refusal = judgement.refusal {
            writer.name("refusal")
            write(refusal, into: &writer)
        }
        writer.member("replaces", envelope.replaces)
        // What the book does not know is the sender's free text, and a leaf is for ever.
        if judgement.sourceKey != nil { writer.member("source", envelope.source) }
        if judgement.contract?.contract.messageType == envelope.type { writer.member("type", envelope.type) }
        writer.member("v", 1)
        if !judgement.warnings.isEmpty {
            writer.name("warnings")
            writer.beginArray()
            for warning in judgement.warnings { writer.string(warning.rule) }
            writer.endArray()
        }
        writer.endObject()
        let permitted = judgement.disclosures.compactMap { disclosure -> (Int32?, Int32)? in
            guard case .permitted(let clause, _) = disclosure.verdict else { return nil }
            return (disclosure.recipientKey, clause.key)
        }
        return LedgerEntry(
            kind: kind,
            at: now,
            message: message,
            leaf: writer.bytes,
            opening: opening,
            // A rehearsal tells nobody but the one who rehearsed.
            scope: [judgement.senderKey].compactMap(\.self) + (kind == .accepted ? permitted.compactMap(\.0) : []),
            clauses: kind == .accepted ? Self.distinct(permitted.map(\.1)) : []
        )
    }

    private static func distinct(_ keys: [Int32]) -> [Int32] { keys.count > 1 ? Set(keys).sorted() : keys }

    /// Binds an entry to its content and subjects without showing them: the leaf holds SHA-256 of these bytes, which hold the salt.
    package func commitment(content: [UInt8], views: [[UInt8]], subjects: [SubjectKey], salt: [UInt8]) -> [UInt8] {
        var writer = JSONWriter(capacity: 400)
        writer.beginObject()
        writer.member("content", hex: content)
        writer.member("salt", hex: salt)
        writer.name("subjects")
        writer.beginArray()
        for subject in subjects {
            writer.beginObject()
            writer.member("epoch", Int64(subject.epoch))
            writer.member("pseudonym", hex: subject.pseudonym)
            writer.member("role", subject.role)
            writer.member("scheme", subject.scheme)
            writer.endObject()
        }
        writer.endArray()
        writer.name("views")
        writer.beginArray()
        for view in views { writer.string(hex: view) }
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }

    private func write(_ disclosure: Judgement.Disclosure, delivery: UniqueID?, into writer: inout JSONWriter) {
        writer.beginObject()
        switch disclosure.verdict {
        case .permitted(let clause, let purpose):
            writer.name("clause")
            writer.raw(clause.terms.reference)
            writer.member("delivery", delivery)
            writer.member("purpose", purpose)
            writer.member("recipient", disclosure.recipient.rawValue)
            writer.member("verdict", "permitted")
        case .refused(let refusal):
            writer.member("recipient", disclosure.recipientKey == nil ? "unknown" : disclosure.recipient.rawValue)
            writer.name("refusal")
            write(refusal, into: &writer)
            writer.member("verdict", "refused")
        }
        writer.member("via", disclosure.via.rawValue)
        writer.endObject()
    }

    private func write(_ refusal: Refusal, into writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("code", refusal.code.rawValue)
        if !refusal.violations.isEmpty {
            writer.name("violations")
            writer.beginArray()
            for violation in refusal.violations.prefix(20) {
                writer.beginObject()
                writer.member("pointer", violation.pointer)
                writer.member("rule", violation.rule)
                writer.endObject()
            }
            writer.endArray()
        }
        writer.endObject()
    }
}

// SPDX-License-Identifier: Apache-2.0

internal import Crypto

/// The parties and the clause of one delivery by name, as the evidence writes them.
package struct DeliveryParties: Sendable, Hashable {
    package let sender: String
    package let recipient: String
    package let clause: String

    package init(sender: String, recipient: String, clause: String) {
        self.sender = sender
        self.recipient = recipient
        self.clause = clause
    }
}

extension Evidence {
    /// The evidence that a body is about to leave; committed before it does.
    ///
    /// - Parameters:
    ///   - terms: what its acceptance said it rests on: clause, contract, purpose, and the hash of all the rest. Without them, which is when
    ///     that leaf has been taken out of the store, the clause's name stands alone.
    ///   - book: the version by which it was asked whether the delivery may leave.
    package func released(
        _ delivery: LeasedDelivery,
        _ parties: DeliveryParties,
        terms: DisclosureTerms?,
        book: Int64,
        to holder: String,
        at now: Timestamp
    ) -> LedgerEntry {
        var writer = begin(at: now, attempt: delivery.attempt)
        writer.member("book", book)
        writer.name("clause")
        if let terms { writer.raw(terms.clause) } else { writer.string(parties.clause) }
        writer.member("delivery", delivery.hold.delivery)
        writer.member("environment", context.environment)
        writer.member("holder", holder)
        writer.member("kind", LedgerEntry.Kind.released.word)
        writer.member("lease", delivery.hold.token)
        writer.member("message", delivery.message)
        writer.member("partnership", context.partnership)
        writer.member("purpose", terms?.purpose)
        end(&writer, parties)
        return LedgerEntry(
            kind: .released,
            at: now,
            message: delivery.message,
            leaf: writer.bytes,
            scope: [delivery.sender, delivery.recipient],
            clauses: [delivery.clause]
        )
    }

    /// The evidence of what became of a delivery.
    ///
    /// - Parameters:
    ///   - reason: words of the gateway or of the recipient, which nobody can keep from naming a child: they stand beside the leaf, where
    ///     they can be deleted, and the leaf holds only their salted hash.
    ///   - salt: 16 bytes nobody can guess.
    package func settled(
        _ delivery: SettledDelivery,
        _ parties: DeliveryParties,
        record: DeliveryRecord,
        reason: String?,
        salt: [UInt8],
        by holder: String,
        at now: Timestamp
    ) -> LedgerEntry {
        let opening = reason.map { reason in
            var writer = JSONWriter(capacity: 200)
            writer.beginObject()
            writer.member("reason", reason)
            writer.member("salt", hex: salt)
            writer.endObject()
            return writer.bytes
        }
        var writer = begin(at: now, attempt: delivery.attempt)
        writer.member("clause", parties.clause)
        if let opening { writer.member("commitment", hex: SHA256.bytes(of: opening)) }
        writer.member("delivery", delivery.id)
        writer.member("environment", context.environment)
        writer.member("holder", holder)
        writer.member("kind", LedgerEntry.Kind.settled.word)
        writer.member("message", delivery.message)
        writer.member("outcome", record.rawValue)
        writer.member("partnership", context.partnership)
        end(&writer, parties)
        return LedgerEntry(
            kind: .settled,
            at: now,
            message: delivery.message,
            leaf: writer.bytes,
            opening: opening,
            scope: [delivery.sender, delivery.recipient]
        )
    }

    /// The evidence of a change of the book.
    package func configured(version: Int64, sha256: [UInt8], by person: String, changes: [String], at now: Timestamp)
        -> LedgerEntry
    {
        var writer = JSONWriter(capacity: 600)
        writer.beginObject()
        writer.member("at", now)
        writer.member("book", version)
        writer.member("bookSha256", hex: sha256)
        writer.name("changes")
        writer.beginArray()
        for change in changes { writer.string(change) }
        writer.endArray()
        writer.member("environment", context.environment)
        writer.member("kind", LedgerEntry.Kind.configured.word)
        writer.member("partnership", context.partnership)
        writer.member("person", person)
        writer.member("v", 1)
        writer.endObject()
        return LedgerEntry(kind: .configured, at: now, message: nil, leaf: writer.bytes, scope: [])
    }

    private func begin(at now: Timestamp, attempt: Int) -> JSONWriter {
        var writer = JSONWriter(capacity: 2000)
        writer.beginObject()
        writer.member("at", now)
        writer.member("attempt", Int64(attempt))
        return writer
    }

    private func end(_ writer: inout JSONWriter, _ parties: DeliveryParties) {
        writer.member("recipient", parties.recipient)
        writer.member("sender", parties.sender)
        writer.member("v", 1)
        writer.endObject()
    }
}

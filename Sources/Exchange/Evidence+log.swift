// SPDX-License-Identifier: Apache-2.0

extension Evidence {
    /// What the leaves of an agreement have come to: an export is complete when they reproduce the chain between two of these.
    ///
    /// - Parameter size: how many leaves of the log the tally is over, which is its own place.
    package func tallied(_ agreement: String, _ chain: TallyChain, size: UInt64, at now: Timestamp) -> LedgerEntry {
        var writer = JSONWriter(capacity: 400)
        writer.beginObject()
        writer.member("agreement", agreement)
        writer.member("at", now)
        writer.member("entries", chain.entries)
        writer.member("environment", context.environment)
        writer.member("kind", LedgerEntry.Kind.tally.word)
        writer.member("partnership", context.partnership)
        writer.member("running", hex: chain.running)
        writer.member("size", Int64(clamping: size))
        writer.member("v", 1)
        writer.endObject()
        return LedgerEntry(kind: .tally, at: now, message: nil, leaf: writer.bytes, scope: [])
    }

    /// That a month of evidence was dropped past its date.
    ///
    /// - Parameters:
    ///   - month: its first day.
    ///   - entries: how many went with it.
    ///   - total: how many have gone in all: so many entries of the log are not stored, and not one more.
    package func dropped(month: CalendarDate, entries: Int64, total: Int64, at now: Timestamp) -> LedgerEntry {
        var writer = JSONWriter(capacity: 300)
        writer.beginObject()
        writer.member("at", now)
        writer.member("entries", entries)
        writer.member("environment", context.environment)
        writer.member("kind", LedgerEntry.Kind.dropped.word)
        writer.member("month", String(month.description.prefix(7)))
        writer.member("partnership", context.partnership)
        writer.member("total", total)
        writer.member("v", 1)
        writer.endObject()
        return LedgerEntry(kind: .dropped, at: now, message: nil, leaf: writer.bytes, scope: [])
    }
}

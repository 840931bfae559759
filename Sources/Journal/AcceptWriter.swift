// SPDX-License-Identifier: Apache-2.0

internal import Exchange
internal import Postgres
internal import TransparencyLog

/// Writes one group of submissions on the thread of a connection: one statement, one round trip, one commit.
struct AcceptWriter: Sendable {
    let signer: ReceiptSigner
    /// How often a group is tried again after an error that may pass.
    private static let attempts = 5

    /// Never throws: what could not be written is an outcome of its own.
    func write(_ group: [Submission], on pool: PostgresPool) async -> [AcceptOutcome] {
        var failure = StoreFailure(.unavailable, "not tried")
        for attempt in 0..<Self.attempts {
            do {
                return try await pool.withThread { [self] connection in
                    // A lost connection is replaced by the pool, which backs off by itself. What was committed before the loss is found
                    // again: an event by its key, a refusal or rehearsal by its message.
                    let recorded = attempt == 0 ? [:] : try RecordedEntry.find(group, on: connection)
                    guard recorded.isEmpty else { return try resume(group, recorded, on: connection) }
                    return try commit(group, on: connection)
                }
            } catch {
                failure = StoreFailure(error)
                guard let error = error as? PostgresError, error.isRetryable else { break }
            }
        }
        guard failure.reason == .rejected, group.count > 1 else { return group.map { _ in .failed(failure) } }
        // One row the database will not have must not cost the others their place: halve until it fails alone.
        let middle = group.count / 2
        let left = await write(Array(group[..<middle]), on: pool)
        let right = await write(Array(group[middle...]), on: pool)
        return left + right
    }

    /// Commits what is not recorded yet and answers the rest from what is.
    private func resume(
        _ group: [Submission],
        _ recorded: [UniqueID: LedgerPosition],
        on connection: SyncConnection
    ) throws -> [AcceptOutcome] {
        let cores = group.compactMap { submission in
            recorded[submission.message].map { core(of: submission, at: $0) }
        }
        var receipts = try signer.sign(cores)[...]
        var written = try commit(group.filter { recorded[$0.message] == nil }, on: connection)[...]
        return group.map { submission in
            if recorded[submission.message] != nil, let receipt = receipts.popFirst() { return .committed(receipt) }
            return written.popFirst() ?? .failed(StoreFailure(.unavailable, "not written"))
        }
    }

    private func core(of submission: Submission, at position: LedgerPosition) -> [UInt8] {
        let entry = submission.entry
        return signer.core(leaf: entry.leaf, position: position, leafHash: entry.leafHash, opening: entry.opening)
    }

    private func commit(_ group: [Submission], on connection: SyncConnection) throws -> [AcceptOutcome] {
        guard !group.isEmpty else { return [] }
        var outcomes: [AcceptOutcome?] = Array(repeating: nil, count: group.count)
        // All of a group are written under one book version; those judged by another one go back to be judged again.
        let version = group.map(\.bookVersion).max() ?? 0
        let indices = group.indices.filter { group[$0].bookVersion == version }
        for index in group.indices where group[index].bookVersion != version { outcomes[index] = .staleBook }

        let written = indices.map { group[$0] }
        let stream = try LedgerStream.current(on: connection)
        let day = written.first?.entry.at.day ?? CalendarDate(daysSince1970: 0)
        let rows = try connection.exec(SQL.accept, AcceptStatement.parameters(written, stream: stream, day: day))
        var sequence: [UniqueID: Int64] = [:]
        var isCurrent = false
        for row in rows {
            if let message = try row.optionalID("message") {
                sequence[message] = try row.int8("seq")
            } else {
                isCurrent = try row.bool("current")
            }
        }
        LedgerStream.advance(by: sequence.count, on: connection)
        guard isCurrent else { return group.map { _ in .staleBook } }

        var cores: [(index: Int, core: [UInt8], repeated: Bool)] = []
        var missing: [(index: Int, claim: EventClaim)] = []
        for index in indices {
            let submission = group[index]
            if let seq = sequence[submission.message] {
                let position = LedgerPosition(stream: stream.id, seq: seq)
                cores.append((index, core(of: submission, at: position), false))
            } else if let claim = submission.claim {
                missing.append((index, claim))
            }
        }
        try findRepeated(missing, group, connection, &cores, &outcomes)
        let receipts = try signer.sign(cores.map(\.core))
        for ((index, _, repeated), receipt) in zip(cores, receipts) {
            outcomes[index] = repeated ? .repeated(receipt) : .committed(receipt)
        }
        return outcomes.map {
            $0 ?? .failed(StoreFailure(.unavailable, "the event's key was taken and given up again"))
        }
    }

    /// Finds what stands under keys that were taken before.
    private func findRepeated(
        _ missing: [(index: Int, claim: EventClaim)],
        _ group: [Submission],
        _ connection: SyncConnection,
        _ cores: inout [(index: Int, core: [UInt8], repeated: Bool)],
        _ outcomes: inout [AcceptOutcome?]
    ) throws {
        guard !missing.isEmpty else { return }
        for found in try KnownEvent.find(missing.map(\.claim), on: connection) {
            guard let (index, claim) = missing.first(where: { found.isKey(of: $0.claim) }) else { continue }
            guard found.fingerprint == claim.fingerprint else {
                outcomes[index] = .changed
                continue
            }
            // After a lost connection the event may have been committed by this very submission.
            cores.append((index, found.core(signer), found.message != group[index].message))
        }
    }
}

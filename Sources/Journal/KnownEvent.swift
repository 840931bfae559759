// SPDX-License-Identifier: Apache-2.0

internal import Exchange
internal import Postgres
internal import TransparencyLog

/// An event that had been accepted before, with its evidence.
struct KnownEvent {
    let agency: Int32
    let id: UniqueID
    let source: Int32
    let message: UniqueID
    let fingerprint: [UInt8]
    let leaf: [UInt8]
    let opening: [UInt8]?
    let position: LedgerPosition

    static func find(_ claims: [EventClaim], on connection: SyncConnection) throws -> [KnownEvent] {
        let rows = try connection.exec(
            SQL.receipts,
            [.int4Array(claims.map(\.agency)), .uuidArray(claims.map(\.id.postgres)), .int4Array(claims.map(\.source))]
        )
        return try rows.map { row in
            KnownEvent(
                agency: try row.int4("agency"),
                id: try row.id("id"),
                source: try row.int4("source"),
                message: try row.id("message"),
                fingerprint: try row.bytes("fingerprint"),
                leaf: try row.bytes("leaf"),
                opening: try row.optionalBytes("opening"),
                position: LedgerPosition(stream: try row.int8("stream"), seq: try row.int8("seq"))
            )
        }
    }

    func isKey(of claim: EventClaim) -> Bool {
        claim.agency == agency && claim.id == id && claim.source == source
    }

    func core(_ signer: ReceiptSigner) -> [UInt8] {
        signer.core(leaf: leaf, position: position, leafHash: MerkleHash.leaf(of: leaf), opening: opening)
    }
}

/// Finds refusals and rehearsals that were committed although nobody was told.
enum RecordedEntry {
    static func find(_ group: [Submission], on connection: SyncConnection) throws -> [UniqueID: LedgerPosition] {
        let unclaimed = group.filter { $0.claim == nil }
        let times = unclaimed.map(\.entry.at)
        guard let first = times.min(), let last = times.max() else { return [:] }
        let rows = try connection.exec(
            SQL.recorded,
            [.uuidArray(unclaimed.map(\.message.postgres)), first.postgres, last.postgres]
        )
        var found: [UniqueID: LedgerPosition] = [:]
        for row in rows {
            found[try row.id("message")] = LedgerPosition(stream: try row.int8("stream"), seq: try row.int8("seq"))
        }
        return found
    }
}

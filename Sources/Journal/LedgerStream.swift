// SPDX-License-Identifier: Apache-2.0

internal import Exchange
internal import Postgres
internal import TransparencyLog

/// The stream of one connection: its entries are numbered 1, 2, 3 … without a gap, and commit in that order, because a
/// connection runs one transaction at a time.
///
/// A number is used up only when its transaction has committed.
struct LedgerStream {
    let id: Int64
    private(set) var lastSeq: Int64 = 0

    /// Opens the stream of a new connection; runs on its thread before anyone else uses it.
    static func open(on connection: SyncConnection, node: String, at now: Timestamp) throws {
        let row = try connection.exec(SQL.stream, [.text(node), now.postgres]).one()
        connection.storage[LedgerStream.self] = LedgerStream(id: try row.int8("id"))
    }

    static func current(on connection: SyncConnection) throws(PostgresError) -> LedgerStream {
        guard let stream = connection.storage[LedgerStream.self] else {
            throw PostgresError(.usage, "this connection has no ledger stream")
        }
        return stream
    }

    /// Counts entries that have been committed.
    static func advance(by count: Int, on connection: SyncConnection) {
        connection.storage[LedgerStream.self]?.lastSeq += Int64(count)
    }

    /// The step that adds entries which hang on no event key.
    func enter(_ entries: [LedgerEntry]) -> PostgresStep {
        (
            SQL.enter,
            [
                .int8(id),
                .int8(lastSeq),
                .timestamptzArray(unixMicroseconds: entries.map(\.at.microseconds)),
                .int2Array(entries.map(\.kind.rawValue)),
                .uuidArray(nullable: entries.map { $0.message?.postgres }),
                .byteaArray(entries.map(\.leaf)),
                .byteaArray(nullable: entries.map(\.opening)),
                .textArray(entries.map { arrayText($0.clauses) }),
                .textArray(entries.map { arrayText($0.scope) }),
                .byteaArray(entries.map(\.leafHash.bytes)),
            ]
        )
    }
}

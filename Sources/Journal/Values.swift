// SPDX-License-Identifier: Apache-2.0

internal import Exchange
internal import Postgres

extension UniqueID {
    var postgres: PostgresUUID { PostgresUUID(high: high, low: low) }

    init(_ uuid: PostgresUUID) {
        self.init(high: uuid.high, low: uuid.low)
    }
}

extension Timestamp {
    var postgres: PostgresValue { .timestamptz(unixMicroseconds: microseconds) }

    init(_ timestamp: PostgresTimestamp) {
        self.init(microseconds: timestamp.unixMicroseconds)
    }
}

extension CalendarDate {
    var postgres: PostgresValue { .date(unixDays: Int32(daysSince1970)) }
}

extension Duration {
    /// Seconds with their fraction, as `make_interval` wants them.
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}

/// An array of arrays in SQL must be rectangular, so a list per row travels as PostgreSQL's own text form.
func arrayText(_ numbers: [Int32]) -> String {
    "{" + numbers.map(String.init).joined(separator: ",") + "}"
}

extension PostgresRow {
    func id(_ column: PostgresColumn) throws(PostgresError) -> UniqueID { UniqueID(try uuid(column)) }

    func time(_ column: PostgresColumn) throws(PostgresError) -> Timestamp { Timestamp(try timestamp(column)) }

    func optionalText(_ column: PostgresColumn) throws(PostgresError) -> String? { try optional(column)?.text() }

    func optionalBytes(_ column: PostgresColumn) throws(PostgresError) -> [UInt8]? { try optional(column)?.bytes() }

    func optionalTime(_ column: PostgresColumn) throws(PostgresError) -> Timestamp? {
        guard let cell = try optional(column) else { return nil }
        return Timestamp(try cell.timestamp())
    }

    func optionalID(_ column: PostgresColumn) throws(PostgresError) -> UniqueID? {
        guard let cell = try optional(column) else { return nil }
        return UniqueID(try cell.uuid())
    }
}

extension StoreFailure {
    /// What a database error means for the caller.
    init(_ error: any Error) {
        if let failure = error as? StoreFailure {
            self = failure
        } else if let error = error as? PostgresError {
            let passing = error.isRetryable || error.kind == .poolExhausted || error.kind == .closed
            self.init(passing ? .unavailable : .rejected, error.description)
        } else {
            self.init(.rejected, "the database could not be used: \(type(of: error))")
        }
    }
}

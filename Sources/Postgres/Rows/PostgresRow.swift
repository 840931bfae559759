// SPDX-License-Identifier: Apache-2.0

/// One row of an answer.
///
/// Each getter throws `.decoding` when the column is missing, null, or of another type; use `optional` for a
/// column that may be null: `try row.optional("ended")?.timestamp()`.
package struct PostgresRow: Sendable {
    let result: ResultHandle
    let index: Int32

    /// The value of a column, or nil when it is null.
    package func optional(_ column: PostgresColumn) throws(PostgresError) -> PostgresCell? {
        let number = try resolve(column)
        guard !result.isNull(row: index, column: number) else { return nil }
        return PostgresCell(result: result, row: index, column: number)
    }

    /// The value of a column that must not be null.
    package func cell(_ column: PostgresColumn) throws(PostgresError) -> PostgresCell {
        let number = try resolve(column)
        guard !result.isNull(row: index, column: number) else {
            throw .decoding("column \(result.name(of: number)) is null", in: result)
        }
        return PostgresCell(result: result, row: index, column: number)
    }

    package func isNull(_ column: PostgresColumn) throws(PostgresError) -> Bool { try optional(column) == nil }

    private func resolve(_ column: PostgresColumn) throws(PostgresError) -> Int32 {
        switch column {
        case .index(let position):
            guard position >= 0, position < Int(result.columnCount) else {
                throw .decoding("no column at position \(position)", in: result)
            }
            return Int32(truncatingIfNeeded: position)
        case .name(let name):
            guard let number = result.column(named: name) else {
                throw .decoding("no column named \(name)", in: result)
            }
            return number
        }
    }
}

extension PostgresRow {
    package func bool(_ column: PostgresColumn) throws(PostgresError) -> Bool { try cell(column).bool() }
    package func int2(_ column: PostgresColumn) throws(PostgresError) -> Int16 { try cell(column).int2() }
    /// Also reads int2.
    package func int4(_ column: PostgresColumn) throws(PostgresError) -> Int32 { try cell(column).int4() }
    /// Also reads int2, int4 and oid.
    package func int8(_ column: PostgresColumn) throws(PostgresError) -> Int64 { try cell(column).int8() }
    /// Also reads float4.
    package func float8(_ column: PostgresColumn) throws(PostgresError) -> Double { try cell(column).float8() }
    /// Also reads varchar, name, json, jsonb and enumerations.
    package func text(_ column: PostgresColumn) throws(PostgresError) -> String { try cell(column).text() }
    /// The bytes of a bytea, or the UTF-8 of anything `text` reads.
    package func bytes(_ column: PostgresColumn) throws(PostgresError) -> [UInt8] { try cell(column).bytes() }
    package func uuid(_ column: PostgresColumn) throws(PostgresError) -> PostgresUUID { try cell(column).uuid() }
    package func timestamp(_ column: PostgresColumn) throws(PostgresError) -> PostgresTimestamp {
        try cell(column).timestamp()
    }
    /// Days since 1970-01-01.
    package func date(_ column: PostgresColumn) throws(PostgresError) -> Int32 { try cell(column).date() }
}

extension PostgresRow {
    package func boolArray(_ column: PostgresColumn) throws(PostgresError) -> [Bool] { try cell(column).boolArray() }
    package func int2Array(_ column: PostgresColumn) throws(PostgresError) -> [Int16] { try cell(column).int2Array() }
    package func int4Array(_ column: PostgresColumn) throws(PostgresError) -> [Int32] { try cell(column).int4Array() }
    package func int8Array(_ column: PostgresColumn) throws(PostgresError) -> [Int64] { try cell(column).int8Array() }
    package func textArray(_ column: PostgresColumn) throws(PostgresError) -> [String] { try cell(column).textArray() }
    package func byteaArray(_ column: PostgresColumn) throws(PostgresError) -> [[UInt8]] {
        try cell(column).byteaArray()
    }
    package func uuidArray(_ column: PostgresColumn) throws(PostgresError) -> [PostgresUUID] {
        try cell(column).uuidArray()
    }
    package func timestampArray(_ column: PostgresColumn) throws(PostgresError) -> [PostgresTimestamp] {
        try cell(column).timestampArray()
    }
}

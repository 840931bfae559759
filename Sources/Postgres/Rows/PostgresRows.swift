// SPDX-License-Identifier: Apache-2.0

/// The answer to one statement; it keeps PostgreSQL's own buffer and decodes a value only when asked.
package struct PostgresRows: Sendable, RandomAccessCollection {
    let result: ResultHandle

    package var startIndex: Int { 0 }
    package var endIndex: Int { result.rowCount }

    package subscript(position: Int) -> PostgresRow {
        precondition(position >= 0 && position < result.rowCount, "row index out of range")
        return PostgresRow(result: result, index: Int32(truncatingIfNeeded: position))
    }

    /// How many rows an INSERT, UPDATE, DELETE or SELECT touched.
    package var affected: Int { result.affectedRows }

    /// The columns' names, in order.
    package var columnNames: [String] { (0..<result.columnCount).map(result.name(of:)) }

    /// The row, when there is exactly one.
    package func one() throws(PostgresError) -> PostgresRow {
        guard count == 1 else {
            throw .decoding("expected one row, found \(count)", in: result)
        }
        return self[0]
    }
}

extension PostgresError {
    static func decoding(_ message: String, in result: ResultHandle) -> Self {
        var error = Self(.decoding, message)
        error.statement = result.statement
        return error
    }
}

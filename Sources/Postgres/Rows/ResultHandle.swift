// SPDX-License-Identifier: Apache-2.0
import CLibPQ

/// Owns one PGresult and frees it.
///
/// Proof of `@unchecked Sendable`: libpq never changes a PGresult after handing it out and documents that it may be
/// passed between threads; only reading functions are called here, and the one `PQclear` runs in `deinit`, when no
/// reader is left.
final class ResultHandle: @unchecked Sendable {
    private let raw: OpaquePointer
    /// The name of the statement that gave the result, for error messages.
    let statement: String
    let rowCount: Int
    let columnCount: Int32

    /// Takes over `raw`, which nobody else may clear.
    init(taking raw: OpaquePointer, statement: String) {
        self.raw = raw
        self.statement = statement
        rowCount = Int(PQntuples(raw))
        columnCount = PQnfields(raw)
    }

    deinit { PQclear(raw) }

    /// The command tag, such as `COMMIT` or `INSERT 0 3`.
    var commandTag: String { PQcmdStatus(raw).map { String(cString: $0) } ?? "" }

    var affectedRows: Int { PQcmdTuples(raw).flatMap { Int(String(cString: $0)) } ?? 0 }

    func type(of column: Int32) -> PostgresType { PostgresType(rawValue: PQftype(raw, column)) }

    func name(of column: Int32) -> String { PQfname(raw, column).map { String(cString: $0) } ?? "" }

    /// The column of exactly that name; a linear search, since results have few columns.
    func column(named name: StaticString) -> Int32? {
        // Proof: `utf8Start` lives as long as the program and `PQfname` as long as the result; the comparison stops
        // at the first difference, and the column's terminating zero differs from every byte of the name.
        name.withUTF8Buffer { wanted in
            (0..<columnCount).first { column in
                guard let found = PQfname(raw, column) else { return false }
                for (offset, byte) in wanted.enumerated() where UInt8(bitPattern: found[offset]) != byte {
                    return false
                }
                return found[wanted.count] == 0
            }
        }
    }

    func isNull(row: Int32, column: Int32) -> Bool { PQgetisnull(raw, row, column) == 1 }

    /// Lends the bytes of one value; the pointer must not outlive the call.
    func withValue<Result>(row: Int32, column: Int32, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        // Proof: `self` owns the memory and is kept alive past the call.
        defer { withExtendedLifetime(self) {} }
        let start = PQgetvalue(raw, row, column)
        return body(UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(raw, row, column))))
    }
}

// SPDX-License-Identifier: Apache-2.0

/// One SQL statement with `$1` parameters, and the name by which errors speak of it.
///
/// Make each once and keep it: a connection finds its prepared form fastest when the very same value comes back.
package struct Statement: Sendable {
    package let name: String
    package let sql: String
    /// The text as libpq wants it.
    let text: ContiguousArray<CChar>

    /// `sql` must be a single statement; a script goes through `executeScript`.
    package init(_ name: String, _ sql: String) {
        self.name = name
        self.sql = sql
        text = sql.utf8CString
    }
}

extension Statement: CustomStringConvertible {
    package var description: String { name }
}

/// A statement together with its parameters.
package typealias PostgresStep = (statement: Statement, parameters: [PostgresValue])

// SPDX-License-Identifier: Apache-2.0

extension PostgresConnection {
    /// Runs one statement.
    package func execute(_ statement: Statement, _ parameters: [PostgresValue] = []) async throws -> PostgresRows {
        try await withThread { try $0.exec(statement, parameters) }
    }

    /// Runs one or more statements without parameters, such as a migration; any rows are dropped.
    package func executeScript(_ sql: String) async throws {
        try await withThread { try $0.execScript(sql) }
    }

    /// Runs the steps between BEGIN and COMMIT in a single round trip; all take effect or none.
    package func runInTransaction(
        isolation: PostgresIsolation = .readCommitted,
        _ steps: [PostgresStep]
    ) async throws -> [PostgresRows] {
        try await withThread { connection in
            try connection.transaction(isolation: isolation) { try $0.execAndCommit(steps) }
        }
    }

    /// Runs `body` on the connection's thread in a transaction: committed when it returns, rolled back when it throws.
    package func transaction<Result: Sendable>(
        isolation: PostgresIsolation = .readCommitted,
        readOnly: Bool = false,
        _ body: @escaping @Sendable (SyncConnection) throws -> Result
    ) async throws -> Result {
        try await withThread { try $0.transaction(isolation: isolation, readOnly: readOnly, body) }
    }
}

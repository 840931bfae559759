// SPDX-License-Identifier: Apache-2.0

extension PostgresPool {
    /// Lends a connection for the length of `body`, which must not keep it.
    package nonisolated(nonsending) func withConnection<Result>(
        _ body: nonisolated(nonsending) (PostgresConnection) async throws -> Result
    ) async throws -> Result {
        let connection = try await lease()
        defer { giveBack(connection) }
        return try await body(connection)
    }

    /// Lends a connection inside a transaction: committed when `body` returns, rolled back when it throws.
    ///
    /// Where the work needs no suspension between statements, `transaction` has fewer wake-ups.
    package nonisolated(nonsending) func withTransaction<Result>(
        isolation: PostgresIsolation = .readCommitted,
        readOnly: Bool = false,
        _ body: nonisolated(nonsending) (PostgresConnection) async throws -> Result
    ) async throws -> Result {
        let connection = try await leaseBegun(isolation.begin(readOnly: readOnly))
        defer { giveBack(connection) }
        do {
            let result = try await body(connection)
            try await connection.withThread { try $0.commit() }
            return result
        } catch {
            // A connection that is closed or cannot roll back is replaced when it is given back.
            try? await connection.withThread { $0.rollback() }
            throw error
        }
    }

    /// A connection on which a transaction has begun; one that proves dead at BEGIN has done nothing and is replaced.
    private func leaseBegun(_ begin: Statement) async throws -> PostgresConnection {
        var attempts = 0
        while true {
            let connection = try await lease()
            do {
                try await connection.withThread { try $0.begin(begin) }
                return connection
            } catch {
                giveBack(connection)
                attempts += 1
                guard let error = error as? PostgresError, error.isConnectionLoss, attempts <= configuration.poolSize
                else { throw error }
            }
        }
    }

    /// Runs `body` on the thread of a lent connection.
    package func withThread<Result: Sendable>(
        _ body: @escaping @Sendable (SyncConnection) throws -> Result
    ) async throws -> Result {
        try await withConnection { try await $0.withThread(body) }
    }

    /// Runs `body` on the thread of a lent connection, in a transaction that ends with it.
    package func transaction<Result: Sendable>(
        isolation: PostgresIsolation = .readCommitted,
        readOnly: Bool = false,
        _ body: @escaping @Sendable (SyncConnection) throws -> Result
    ) async throws -> Result {
        try await withConnection { try await $0.transaction(isolation: isolation, readOnly: readOnly, body) }
    }

    /// Runs one statement on a lent connection.
    package func execute(_ statement: Statement, _ parameters: [PostgresValue] = []) async throws -> PostgresRows {
        try await withConnection { try await $0.execute(statement, parameters) }
    }

    /// Runs the steps between BEGIN and COMMIT in a single round trip; all take effect or none.
    package func runInTransaction(
        isolation: PostgresIsolation = .readCommitted,
        _ steps: [PostgresStep]
    ) async throws -> [PostgresRows] {
        try await withConnection { try await $0.runInTransaction(isolation: isolation, steps) }
    }
}

// SPDX-License-Identifier: Apache-2.0
import CLibPQ

extension SyncConnection {
    /// Runs `body` in a transaction: committed when it returns, rolled back when it throws.
    ///
    /// BEGIN travels with the first statement, so it costs no round trip of its own. Transactions do not nest.
    package func transaction<Result>(
        isolation: PostgresIsolation = .readCommitted,
        readOnly: Bool = false,
        _ body: (SyncConnection) throws -> Result
    ) throws -> Result {
        guard case .none = phase, !isInTransaction else {
            throw PostgresError(.usage, "a transaction is open on this connection already")
        }
        phase = .pending(isolation.begin(readOnly: readOnly))
        do {
            let result = try body(self)
            try commit()
            return result
        } catch {
            rollback()
            throw error
        }
    }

    /// Runs several statements in one round trip; the first failure skips the rest and is thrown.
    ///
    /// Outside a `transaction` they form one implicit transaction.
    package func execMany(_ steps: [PostgresStep]) throws(PostgresError) -> [PostgresRows] {
        switch phase {
        case .pending(let begin):
            phase = .open
            return Array(try pipeline([(begin, [])] + steps).dropFirst())
        case .committed:
            throw PostgresError(.usage, "statements came after the commit of their transaction")
        case .open, .none:
            return try pipeline(steps)
        }
    }

    /// Runs the last statements of a `transaction` and its COMMIT in one round trip.
    ///
    /// If any fails the transaction is rolled back and the failure thrown. Nothing may follow in the same closure.
    package func execAndCommit(_ steps: [PostgresStep]) throws(PostgresError) -> [PostgresRows] {
        var all: [PostgresStep] = []
        let skipped: Int
        switch phase {
        case .pending(let begin):
            all.append((begin, []))
            skipped = 1
        case .open:
            skipped = 0
        case .none, .committed:
            throw PostgresError(.usage, "a commit came outside a transaction")
        }
        phase = .open
        all.append(contentsOf: steps)
        all.append((.commit, []))
        let rows = try pipeline(all)
        try checkCommitted(rows.last)
        phase = .committed
        return Array(rows.dropFirst(skipped).dropLast())
    }

    /// Opens a transaction that spans several jobs.
    func begin(_ statement: Statement) throws(PostgresError) {
        guard case .none = phase, !isInTransaction else {
            throw PostgresError(.usage, "a transaction is open on this connection already")
        }
        _ = try exec(statement)
        phase = .open
    }

    func commit() throws(PostgresError) {
        switch phase {
        case .none, .pending, .committed:
            break
        case .open:
            do {
                try checkCommitted(try exec(.commit))
            } catch {
                var error = error
                error.isCommitOutcomeUnknown = error.isConnectionLoss
                throw error
            }
        }
        phase = .none
    }

    /// Ends whatever is open; a connection that cannot even roll back is marked as broken.
    func rollback() {
        phase = .none
        guard condition == .inTransaction else { return }
        do {
            _ = try rows(PQexec(handle, "ROLLBACK"), of: "rollback")
        } catch {
            isOutOfStep = true
        }
    }

    /// PostgreSQL answers the COMMIT of a failed transaction with a rollback and no error.
    private func checkCommitted(_ answer: PostgresRows?) throws(PostgresError) {
        guard answer?.result.commandTag == "COMMIT" else {
            throw PostgresError(.rolledBack, "the transaction was rolled back because a statement in it had failed")
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import CLibPQ

extension SyncConnection {
    /// Runs one statement, preparing it first if this connection has not met it.
    package func exec(
        _ statement: Statement,
        _ parameters: [PostgresValue] = []
    ) throws(PostgresError) -> PostgresRows {
        try checkInStep()
        switch phase {
        case .pending(let begin):
            phase = .open
            return try pipeline([(begin, []), (statement, parameters)])[1]
        case .committed:
            throw PostgresError(.usage, "\(statement) came after the commit of its transaction")
        case .open, .none:
            break
        }
        if let fault = ParameterEncoder.fault(in: parameters) { throw fault }
        do {
            return try execPrepared(statement, parameters)
        } catch {
            forgetIfStale(statement, error)
            // Outside a transaction nothing else was lost, so the statement is simply prepared anew.
            guard error.isStalePlan, condition == .idle else { throw error }
            return try execPrepared(statement, parameters)
        }
    }

    /// Runs one or more statements without parameters, such as a migration; any rows are dropped.
    ///
    /// Outside a transaction PostgreSQL treats the whole script as one.
    package func execScript(_ sql: String) throws(PostgresError) {
        try checkInStep()
        if case .pending(let begin) = phase {
            phase = .open
            _ = try execPrepared(begin, [])
        }
        if case .committed = phase { throw PostgresError(.usage, "a script came after the commit of its transaction") }
        _ = try rows(PQexec(handle, sql), of: "script")
    }

    private func execPrepared(
        _ statement: Statement,
        _ parameters: [PostgresValue]
    ) throws(PostgresError) -> PostgresRows {
        let prepared: StatementCache.Prepared
        if let known = cache.find(statement, for: parameters) {
            prepared = known
        } else {
            prepared = try prepare(statement, parameters)
        }
        encoder.load(parameters)
        let raw = encoder.withPointers { count, values, lengths, formats in
            prepared.name.withUnsafeBufferPointer {
                PQexecPrepared(handle, $0.baseAddress, count, values, lengths, formats, 1)
            }
        }
        return try rows(raw, of: statement.name)
    }

    private func prepare(
        _ statement: Statement,
        _ parameters: [PostgresValue]
    ) throws(PostgresError) -> StatementCache.Prepared {
        try makeRoom()
        let prepared = cache.add(statement, for: parameters)
        let raw = prepared.name.withUnsafeBufferPointer { name in
            prepared.text.withUnsafeBufferPointer { text in
                PQprepare(handle, name.baseAddress, text.baseAddress, Int32(prepared.types.count), prepared.types)
            }
        }
        do {
            _ = try rows(raw, of: statement.name)
        } catch {
            cache.remove(statement, prepared)
            throw error
        }
        return prepared
    }

    /// Empties a full cache on both sides.
    func makeRoom() throws(PostgresError) {
        guard cache.count >= StatementCache.capacity else { return }
        _ = try rows(PQexec(handle, "DEALLOCATE ALL"), of: "deallocate")
        cache.removeAll()
    }

    func forgetIfStale(_ statement: Statement, _ error: PostgresError) {
        if error.isStalePlan { cache.forget(statement) }
    }

    /// Takes over a result, or throws what it reports.
    func rows(_ raw: OpaquePointer?, of statement: String) throws(PostgresError) -> PostgresRows {
        guard let raw else { throw unsent(statement) }
        let result = ResultHandle(taking: raw, statement: statement)
        switch PQresultStatus(raw) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
            return PostgresRows(result: result)
        case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
            isOutOfStep = true
            throw PostgresError(.usage, "\(statement): COPY is not supported")
        default:
            throw PostgresError(result: raw, connection: handle, statement: statement)
        }
    }
}

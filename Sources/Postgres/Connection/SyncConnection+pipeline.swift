// SPDX-License-Identifier: Apache-2.0
import CLibPQ

extension SyncConnection {
    /// One thing sent in a pipeline whose answer is awaited.
    private enum Sent {
        case prepare(Statement, StatementCache.Prepared)
        case run(Statement)

        var statement: Statement {
            switch self {
            case .prepare(let statement, _), .run(let statement): statement
            }
        }
    }

    /// Runs statements in one round trip (libpq's pipeline mode); the first failure skips the rest and is thrown.
    func pipeline(_ steps: [PostgresStep]) throws(PostgresError) -> [PostgresRows] {
        try checkInStep()
        for step in steps {
            if let fault = ParameterEncoder.fault(in: step.parameters) { throw fault }
        }
        if !isInTransaction { try makeRoom() }
        guard PQenterPipelineMode(handle) == 1 else { throw unsent("pipeline") }
        var sent: [Sent] = []
        for step in steps { try send(step, &sent) }
        guard PQpipelineSync(handle) == 1 else { throw unsent("pipeline") }
        let (rows, failure) = collect(sent)
        if PQexitPipelineMode(handle) != 1 { isOutOfStep = true }
        if let failure { throw failure }
        return rows
    }

    private func send(_ step: PostgresStep, _ sent: inout [Sent]) throws(PostgresError) {
        let prepared: StatementCache.Prepared
        if let known = cache.find(step.statement, for: step.parameters) {
            prepared = known
        } else {
            prepared = cache.add(step.statement, for: step.parameters)
            let accepted = prepared.name.withUnsafeBufferPointer { name in
                prepared.text.withUnsafeBufferPointer { text in
                    PQsendPrepare(
                        handle,
                        name.baseAddress,
                        text.baseAddress,
                        Int32(prepared.types.count),
                        prepared.types
                    )
                }
            }
            guard accepted == 1 else { throw unsent(step.statement.name) }
            sent.append(.prepare(step.statement, prepared))
        }
        encoder.load(step.parameters)
        let accepted = encoder.withPointers { count, values, lengths, formats in
            prepared.name.withUnsafeBufferPointer {
                PQsendQueryPrepared(handle, $0.baseAddress, count, values, lengths, formats, 1)
            }
        }
        guard accepted == 1 else { throw unsent(step.statement.name) }
        sent.append(.run(step.statement))
    }

    /// Reads every answer up to the synchronisation point, whatever fails on the way.
    private func collect(_ sent: [Sent]) -> ([PostgresRows], PostgresError?) {
        var rows: [PostgresRows] = []
        var failure: PostgresError?
        for item in sent {
            switch answer(to: item) {
            case .success(let answer):
                if case .run = item, let answer { rows.append(answer) }
            case .failure(let error):
                if failure == nil { failure = lossAtCommit(error, item, sent) }
            }
            if case .prepare(let statement, let prepared) = item, failure != nil { cache.remove(statement, prepared) }
            if failure != nil, PQstatus(handle) != CONNECTION_OK { return (rows, failure) }
        }
        guard let sync = PQgetResult(handle) else { return (rows, failure ?? unsent("pipeline")) }
        defer { PQclear(sync) }
        if PQresultStatus(sync) != PGRES_PIPELINE_SYNC, failure == nil {
            isOutOfStep = true
            failure = PostgresError(result: sync, connection: handle, statement: "pipeline")
            failure?.isCommitOutcomeUnknown = sent.contains { $0.statement.text == Statement.commit.text }
        }
        return (rows, failure)
    }

    /// The answer to one item; nil when it was skipped because of an earlier failure.
    private func answer(to item: Sent) -> Result<PostgresRows?, PostgresError> {
        guard let raw = PQgetResult(handle) else { return .failure(unsent(item.statement.name)) }
        defer {
            // A nil ends each answer; after a loss libpq may go on reporting the loss, which must not loop.
            while let extra = PQgetResult(handle) {
                PQclear(extra)
                if PQstatus(handle) != CONNECTION_OK { break }
            }
        }
        if PQresultStatus(raw) == PGRES_PIPELINE_ABORTED {
            PQclear(raw)
            return .success(nil)
        }
        do throws(PostgresError) {
            return .success(try rows(raw, of: item.statement.name))
        } catch {
            forgetIfStale(item.statement, error)
            return .failure(error)
        }
    }

    /// Marks a loss that leaves the fate of the pipeline's COMMIT open.
    ///
    /// A FATAL report in answer to an earlier statement means the server stopped there. Without any report the
    /// server may have gone on to the COMMIT before it, or the line, broke.
    private func lossAtCommit(_ error: PostgresError, _ item: Sent, _ sent: [Sent]) -> PostgresError {
        guard error.isConnectionLoss, sent.contains(where: { $0.statement.text == Statement.commit.text }) else {
            return error
        }
        var error = error
        error.isCommitOutcomeUnknown = error.kind != .server || item.statement.text == Statement.commit.text
        return error
    }
}

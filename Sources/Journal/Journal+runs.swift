// SPDX-License-Identifier: Apache-2.0

package import Exchange
internal import Postgres

extension Journal: RunStore {
    package func begin(_ document: NewRun) async throws(StoreFailure) -> FeedRun {
        do {
            return try await readers.withThread { connection in
                try connection.transaction { connection in
                    _ = try connection.exec(
                        SQL.runBegin,
                        [
                            .uuid(document.id.postgres), .text(document.feed), .int4(document.agency),
                            .text(document.client.rawValue), .text(document.document),
                            .optional(document.contentType, PostgresValue.text), document.receivedAt.postgres,
                            .optional(document.source, PostgresValue.text), .bytea(document.setup),
                        ]
                    )
                    let row = try connection.exec(
                        SQL.runFind,
                        [.int4(document.agency), .text(document.feed), .text(document.document)]
                    ).one()
                    return try FeedRun(row)
                }
            }
        } catch { throw StoreFailure(error) }
    }

    package func spool(_ chunk: SealedBody, number: Int, of run: FeedRun) async throws(StoreFailure) {
        try await write(
            SQL.runChunk,
            [
                run.receivedAt.day.postgres, .uuid(run.id.postgres), .int4(Int32(clamping: number)), .int2(chunk.ring),
                .bytea(chunk.wrap), .bytea(chunk.ciphertext),
            ]
        )
    }

    package func received(
        _ run: FeedRun,
        document: String,
        digest: [UInt8],
        bytes: Int64,
        chunks: Int
    ) async throws(StoreFailure) -> Bool {
        do {
            let rows = try await readers.execute(
                SQL.runReceived,
                [
                    .uuid(run.id.postgres), .bytea(digest), .int8(bytes), .int4(Int32(clamping: chunks)),
                    .text(document),
                ]
            )
            return !rows.isEmpty
        } catch {
            // Two uploads of one document ended at the same moment: the other was first.
            if (error as? PostgresError)?.isUniqueViolation == true { return false }
            throw StoreFailure(error)
        }
    }

    package func find(document: String, feed: String, agency: Int32) async throws(StoreFailure) -> FeedRun? {
        do {
            return try await readers.execute(SQL.runFind, [.int4(agency), .text(feed), .text(document)]).first.map {
                try FeedRun($0)
            }
        } catch { throw StoreFailure(error) }
    }

    package func abandon(_ run: FeedRun) async throws(StoreFailure) {
        try await write(SQL.runAbandon, [.uuid(run.id.postgres), run.receivedAt.day.postgres])
    }

    package func release(before holder: RunHolder) async throws(StoreFailure) {
        try await write(SQL.runRelease, [.text(holder.node), .uuid(holder.process.postgres)])
    }

    package func claim(holder: RunHolder, for duration: Duration) async throws(StoreFailure) -> FeedRun? {
        do {
            return try await readers.execute(
                SQL.runClaim,
                [.text(holder.node), .uuid(holder.process.postgres), .float8(duration.seconds)]
            ).first.map { try FeedRun($0) }
        } catch { throw StoreFailure(error) }
    }

    package func chunk(_ number: Int, of run: FeedRun) async throws(StoreFailure) -> SealedBody? {
        do {
            let rows = try await readers.execute(
                SQL.runRead,
                [run.receivedAt.day.postgres, .uuid(run.id.postgres), .int4(Int32(clamping: number))]
            )
            guard let row = rows.first else { return nil }
            return SealedBody(
                id: run.chunkID(number),
                ciphertext: try row.bytes("ciphertext"),
                wrap: try row.optionalBytes("wrap") ?? [],
                ring: try row.int2("ring")
            )
        } catch { throw StoreFailure(error) }
    }

    package func progress(
        _ run: FeedRun,
        holder: RunHolder,
        itemsDone: Int64,
        results: [RunResult],
        hold: Duration
    ) async throws(StoreFailure) -> Bool {
        do {
            let rows = try await readers.execute(
                SQL.runProgress,
                [
                    .uuid(run.id.postgres), .uuid(holder.process.postgres), .int8(itemsDone), .float8(hold.seconds),
                    run.receivedAt.day.postgres,
                    .int8Array(results.map(\.number)), .textArray(results.map(\.position)),
                    .textArray(results.map(\.verdict.rawValue)),
                    .uuidArray(nullable: results.map { $0.message?.postgres }), .byteaArray(results.map(\.detail)),
                    .int4(run.agency),
                ]
            )
            return !rows.isEmpty
        } catch { throw StoreFailure(error) }
    }

    package func finish(_ run: FeedRun, holder: RunHolder, failure: String?) async throws(StoreFailure) {
        let state: FeedRun.State = failure == nil ? .done : .failed
        try await write(
            SQL.runFinish,
            [
                .uuid(run.id.postgres), .uuid(holder.process.postgres), .int2(state.rawValue),
                .optional(failure, PostgresValue.text),
            ]
        )
    }

    package func run(_ id: UniqueID, agency: Int32) async throws(StoreFailure) -> FeedRun? {
        do {
            return try await readers.execute(SQL.run, [.uuid(id.postgres), .int4(agency)]).first.map { try FeedRun($0) }
        } catch { throw StoreFailure(error) }
    }

    package func results(of run: FeedRun, agency: Int32, after: Int64, limit: Int) async throws(StoreFailure)
        -> [RunResult]
    {
        do {
            let rows = try await readers.execute(
                SQL.runRows,
                [
                    .uuid(run.id.postgres), .int4(agency), .int8(after), .int8(Int64(limit)),
                    run.receivedAt.day.postgres,
                ]
            )
            return try rows.map { row in
                RunResult(
                    number: try row.int8("n"),
                    position: try row.text("position"),
                    verdict: try RunResult.Verdict(stored: try row.text("verdict")),
                    message: try row.optionalID("message"),
                    detail: try row.bytes("detail")
                )
            }
        } catch { throw StoreFailure(error) }
    }

    package func counts(of run: FeedRun, agency: Int32) async throws(StoreFailure) -> [(
        verdict: RunResult.Verdict, items: Int64
    )] {
        do {
            let rows = try await readers.execute(
                SQL.runCounts,
                [.uuid(run.id.postgres), .int4(agency), run.receivedAt.day.postgres]
            )
            return try rows.map { (try RunResult.Verdict(stored: try $0.text("verdict")), try $0.int8("items")) }
        } catch { throw StoreFailure(error) }
    }

    private func write(_ statement: Statement, _ parameters: [PostgresValue]) async throws(StoreFailure) {
        do { _ = try await readers.execute(statement, parameters) } catch { throw StoreFailure(error) }
    }
}

extension RunResult.Verdict {
    fileprivate init(stored text: String) throws {
        guard let verdict = RunResult.Verdict(rawValue: text) else {
            throw PostgresError(.decoding, "a feed row has a verdict this program does not know")
        }
        self = verdict
    }
}

extension FeedRun {
    fileprivate init(_ row: PostgresRow) throws {
        guard let state = State(rawValue: try row.int2("state")) else {
            throw PostgresError(.decoding, "a feed run is in a state this program does not know")
        }
        self.init(
            id: try row.id("id"),
            feed: try row.text("feed"),
            agency: try row.int4("agency"),
            client: ClientID(try row.text("client")),
            source: try row.optionalText("source"),
            setup: try row.bytes("setup"),
            document: try row.text("document"),
            digest: try row.bytes("digest"),
            contentType: try row.optionalText("content_type"),
            bytes: try row.int8("bytes"),
            chunks: Int(try row.int4("chunks")),
            state: state,
            itemsDone: try row.int8("items_done"),
            reason: try row.optionalText("reason"),
            receivedAt: try row.time("received_at"),
            finishedAt: try row.optionalTime("finished_at")
        )
    }
}

// SPDX-License-Identifier: Apache-2.0
import Postgres
import Testing

@Suite struct ErrorTests {
    @Test(arguments: [
        ("40001", true, false), ("40P01", true, false), ("55P03", true, false), ("53300", true, false),
        ("57P01", true, true), ("57P02", true, true), ("57P03", true, true), ("08006", true, true),
        ("23505", false, false), ("42601", false, false), ("57014", false, false), ("22003", false, false),
    ])
    func `an SQLSTATE says whether to repeat and whether the connection is gone`(
        state: String,
        retryable: Bool,
        lost: Bool
    ) {
        var error = PostgresError(.server, "refused")
        error.sqlState = state
        error.severity = "ERROR"
        #expect(error.isRetryable == retryable)
        #expect(error.isConnectionLoss == lost)
    }

    @Test func `a violated constraint is named and the value is not`() async throws {
        try await withConnection("errors_constraint") { (connection) async throws in
            try await connection.executeScript(
                "CREATE TABLE person (number text CONSTRAINT person_number_key UNIQUE); INSERT INTO person VALUES ('9990001')"
            )
            let insert = Statement("insert", "INSERT INTO person VALUES ($1)")
            let error = await failure { _ = try await connection.execute(insert, [.text("9990001")]) }
            #expect(error?.isUniqueViolation == true)
            #expect(error?.constraint == "person_number_key")
            #expect(error?.table == "person")
            #expect(error?.severity == "ERROR")
            #expect(error?.description.contains("9990001") == false)
        }
    }

    @Test func `a value that does not fit is not quoted`() async throws {
        try await withConnection("errors_value") { (connection) async throws in
            let cast = Statement("cast", "SELECT $1::text::int4")
            let error = await failure { _ = try await connection.execute(cast, [.text("Amina")]) }
            #expect(error?.sqlState == "22P02")
            #expect(
                error?.description == "ERROR 22P02: a text does not read as the type it stands for [statement cast]"
            )
            let zero = await failure { _ = try await connection.execute(Statement("t", "SELECT $1"), [.text("a\0b")]) }
            #expect(zero?.sqlState == "22021")
        }
    }

    @Test func `a statement that takes too long is stopped`() async throws {
        var configuration = try await TestCluster.database("errors_timeout")
        configuration.statementTimeout = .milliseconds(50)
        configuration.searchPath = ["some schema", "a\"b\\c"]
        configuration.applicationName = "under test"
        let connection = try await PostgresConnection.open(configuration)
        let error = await failure { _ = try await connection.execute(Statement("sleep", "SELECT pg_sleep(600)")) }
        #expect(error?.sqlState == "57014")
        #expect(connection.isIdle)
        let settings = try await connection.execute(
            Statement(
                "settings",
                """
                SELECT current_setting('search_path') AS path, current_setting('application_name') AS name,
                    current_setting('lock_timeout') AS lock,
                    current_setting('idle_in_transaction_session_timeout') AS idle
                """
            )
        ).one()
        #expect(try settings.text("path") == #""some schema","a""b\c""#)
        #expect(try settings.text("name") == "under test")
        #expect(try settings.text("lock") == "10s")
        #expect(try settings.text("idle") == "30s")
        await connection.close()
    }

    @Test func `a lock that does not come free is an error that may be retried`() async throws {
        var configuration = try await TestCluster.database("errors_lock")
        configuration.lockTimeout = .milliseconds(20)
        let holder = try await PostgresConnection.open(configuration)
        let other = try await PostgresConnection.open(configuration)
        try await holder.executeScript("BEGIN; SELECT pg_advisory_xact_lock(1)")
        let error = await failure { _ = try await other.execute(Statement("lock", "SELECT pg_advisory_lock(1)")) }
        #expect(error?.sqlState == "55P03")
        #expect(error?.isRetryable == true)
        await holder.close()
        await other.close()
    }

    @Test func `a password is never shown`() throws {
        let secret = "correct-horse"
        for text in [
            "postgresql://ann:\(secret)@db.example/x?sslmode=verify-full", "host=db.example password=\(secret)",
        ] {
            let configuration = try PostgresConfiguration(text)
            var dumped = ""
            dump(configuration, to: &dumped)
            for shown in ["\(configuration)", String(reflecting: configuration), dumped] {
                #expect(!shown.contains(secret))
                #expect(shown.contains("db.example"))
            }
        }
        let error = #expect(throws: PostgresError.self) {
            try PostgresConfiguration("postgresql://ann:%zz\(secret)@x/")
        }
        #expect(error?.kind == .configuration)
        #expect(error?.description.contains(secret) == false)
    }
}

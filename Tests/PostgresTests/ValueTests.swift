// SPDX-License-Identifier: Apache-2.0
import Postgres
import Testing

@Suite struct ValueTests {
    private static let scalars = Statement(
        "scalars",
        "SELECT $1 AS b, $2 AS i2, $3 AS i4, $4 AS i8, $5 AS f, $6 AS t, $7 AS y, $8 AS u, $9 AS z, $10 AS d"
    )

    @Test func `every scalar comes back as it was sent`() async throws {
        let uuid = try #require(PostgresUUID((0..<16).map { UInt8($0 * 16) }))
        let row = try await Self.row(
            "scalars",
            Self.scalars,
            [
                .bool(true), .int2(.min), .int4(.min), .int8(.min), .float8(-0.5), .text("Zoë 👧🏽 \u{65}\u{301}"),
                .bytea([0, 255, 39, 92]), .uuid(uuid), .timestamptz(unixMicroseconds: -1), .date(unixDays: 20_000),
            ]
        )
        #expect(try row.bool("b"))
        #expect(try row.int2("i2") == .min)
        #expect(try row.int4("i4") == .min)
        #expect(try row.int8("i8") == .min)
        #expect(try row.float8("f") == -0.5)
        #expect(try Array(row.text("t").utf8) == Array("Zoë 👧🏽 \u{65}\u{301}".utf8))
        #expect(try row.bytes("y") == [0, 255, 39, 92])
        #expect(try row.uuid("u") == uuid)
        #expect(try row.timestamp("z").unixMicroseconds == -1)
        #expect(try row.date("d") == 20_000)
        #expect(uuid.description == "00102030-4050-6070-8090-a0b0c0d0e0f0")
    }

    @Test func `PostgreSQL reads the values as we mean them`() async throws {
        let statement = Statement(
            "meaning",
            """
            SELECT $1 = '2024-02-29T12:34:56.789012Z'::timestamptz AS z, $2 = '2024-02-29'::date AS d,
                $3 = '00000000-0000-0001-0000-000000000002'::uuid AS u, $4 ->> 'a' = 'b' AS j, $5::text AS raw,
                $6 = 1e300 AS f
            """
        )
        let row = try await Self.row(
            "meaning",
            statement,
            [
                .timestamptz(unixMicroseconds: 1_709_210_096_789_012), .date(unixDays: 19_782),
                .uuid(PostgresUUID(high: 1, low: 2)), .jsonb(Array(#"{"a": "b"}"#.utf8)),
                .json(Array(#"{"a":  1}"#.utf8)), .float8(1e300),
            ]
        )
        for column in 0..<4 { #expect(try row.bool(.index(column)), "column \(column)") }
        #expect(try row.text("raw") == #"{"a":  1}"#)
        #expect(try row.bool("f"))
    }

    @Test func `empty text and bytes are not null, and null is`() async throws {
        let statement = Statement("empties", "SELECT $1 AS t, $2 AS y, $3::int8 AS n, $4 AS a")
        let row = try await Self.row(
            "empties",
            statement,
            [.text(""), .bytea([]), .null, .int8Array([])]
        )
        #expect(try row.text("t").isEmpty)
        #expect(try row.bytes("y").isEmpty)
        #expect(try row.optional("n")?.int8() == nil)
        #expect(try row.isNull("n"))
        #expect(try row.int8Array("a").isEmpty)
    }

    @Test func `jsonb comes back as its text`() async throws {
        let statement = Statement("jsonb", "SELECT $1 AS j")
        let row = try await Self.row("jsonb", statement, [.jsonb(Array(#"{"b":1,"a":[true]}"#.utf8))])
        #expect(try row.text("j") == #"{"a": [true], "b": 1}"#)
        #expect(try row.bytes("j").first == UInt8(ascii: "{"))
    }

    @Test func `a wrong type, a null and an unknown column are told apart`() async throws {
        let statement = Statement("mismatch", "SELECT 1::int4 AS n, 'secret'::text AS t, NULL::int8 AS x")
        let row = try await Self.row("mismatch", statement, [])
        #expect(try row.int8("n") == 1)
        let mismatch = #expect(throws: PostgresError.self) { try row.int8("t") }
        #expect(mismatch?.message == "column t is text, not int8")
        let null = #expect(throws: PostgresError.self) { try row.int8("x") }
        #expect(null?.message == "column x is null")
        let unknown = #expect(throws: PostgresError.self) { try row.int8("y") }
        #expect(unknown?.message == "no column named y")
        #expect(throws: PostgresError.self) { try row.int8(3) }
        #expect(unknown?.description == "no column named y [statement mismatch]")
    }

    @Test func `infinity is an error and not a moment`() async throws {
        let row = try await Self.row("infinity", Statement("inf", "SELECT 'infinity'::timestamptz AS z"), [])
        let error = #expect(throws: PostgresError.self) { try row.timestamp("z") }
        #expect(error?.kind == .decoding)
    }

    static func row(
        _ database: String,
        _ statement: Statement,
        _ parameters: [PostgresValue]
    ) async throws -> PostgresRow {
        let connection = try await PostgresConnection.open(try await TestCluster.database("values_" + database))
        let row = try await connection.execute(statement, parameters).one()
        await connection.close()
        return row
    }
}

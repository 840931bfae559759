// SPDX-License-Identifier: Apache-2.0
import Postgres
import Testing

@Suite struct ArrayTests {
    private static let echo = Statement("echo", "SELECT $1 AS a, pg_typeof($1)::text AS type, array_length($1, 1) AS n")

    @Test func `arrays of every element type come back with their nulls`() async throws {
        let uuid = PostgresUUID(high: 7, low: 8)
        try await withConnection("arrays_nullable") { (connection) async throws in
            let bools = try await Self.cell(connection, .boolArray(nullable: [true, nil, false]), "boolean[]")
            #expect(try bools.nullableBoolArray() == [true, nil, false])
            let shorts = try await Self.cell(connection, .int2Array(nullable: [.min, nil]), "smallint[]")
            #expect(try shorts.nullableInt2Array() == [.min, nil])
            let ints = try await Self.cell(connection, .int4Array(nullable: [nil, .max]), "integer[]")
            #expect(try ints.nullableInt4Array() == [nil, .max])
            let longs = try await Self.cell(connection, .int8Array(nullable: [nil, .min]), "bigint[]")
            #expect(try longs.nullableInt8Array() == [nil, .min])
            let texts = try await Self.cell(connection, .textArray(nullable: ["", nil, "é,\"{}"]), "text[]")
            #expect(try texts.nullableTextArray() == ["", nil, "é,\"{}"])
            let blobs = try await Self.cell(connection, .byteaArray(nullable: [[], nil, [0, 1, 255]]), "bytea[]")
            #expect(try blobs.nullableByteaArray() == [[], nil, [0, 1, 255]])
            let uuids = try await Self.cell(connection, .uuidArray(nullable: [uuid, nil]), "uuid[]")
            #expect(try uuids.nullableUUIDArray() == [uuid, nil])
            let moments = try await Self.cell(
                connection,
                .timestamptzArray(nullableUnixMicroseconds: [0, nil]),
                "timestamp with time zone[]"
            )
            #expect(try moments.nullableTimestampArray() == [PostgresTimestamp(unixMicroseconds: 0), nil])
        }
    }

    @Test func `a thousand rows arrive through unnest`() async throws {
        let statement = Statement(
            "unnest",
            "SELECT sum(i)::int8 AS total, sum(length(t))::int8 AS letters FROM unnest($1, $2) AS x (i, t)"
        )
        try await withConnection("arrays_unnest") { (connection) async throws in
            let row = try await connection.execute(
                statement,
                [
                    .int8Array((1...1000).map(Int64.init)),
                    .textArray((1...1000).map { String(repeating: "x", count: $0) }),
                ]
            ).one()
            #expect(try row.int8("total") == 500_500)
            #expect(try row.int8("letters") == 500_500)
        }
    }

    @Test func `a null element is an error where none is expected`() async throws {
        try await withConnection("arrays_null") { (connection) async throws in
            let cell = try await Self.cell(connection, .int8Array(nullable: [1, nil]), "bigint[]")
            let error = #expect(throws: PostgresError.self) { try cell.int8Array() }
            #expect(error?.message == "column a has a null element")
        }
    }

    @Test func `an array of two dimensions is refused`() async throws {
        try await withConnection("arrays_dimensions") { (connection) async throws in
            let row = try await connection.execute(Statement("two", "SELECT ARRAY[[1,2],[3,4]]::int8[] AS a")).one()
            #expect(throws: PostgresError.self) { try row.int8Array("a") }
            #expect(throws: PostgresError.self) { try row.int4Array("a") }
        }
    }

    private static func cell(
        _ connection: PostgresConnection,
        _ value: PostgresValue,
        _ type: String
    ) async throws -> PostgresCell {
        let row = try await connection.execute(echo, [value]).one()
        #expect(try row.text("type") == type)
        return try row.cell("a")
    }
}

// SPDX-License-Identifier: Apache-2.0

/// One parameter of a statement, sent in binary with its type named, so that PostgreSQL never guesses.
package enum PostgresValue: Sendable, Equatable {
    /// No value; takes whatever type the statement asks for.
    case null
    case bool(Bool)
    case int2(Int16)
    case int4(Int32)
    case int8(Int64)
    case float8(Double)
    case text(String)
    case bytea([UInt8])
    case uuid(PostgresUUID)
    case timestamptz(PostgresTimestamp)
    /// Days since 1970-01-01.
    case date(unixDays: Int32)
    /// JSON text in UTF-8.
    case json([UInt8])
    /// JSON text in UTF-8, stored parsed.
    case jsonb([UInt8])
    case array(PostgresArray)

    /// The moment that many microseconds after 1970-01-01T00:00:00Z.
    package static func timestamptz(unixMicroseconds: Int64) -> Self {
        .timestamptz(PostgresTimestamp(unixMicroseconds: unixMicroseconds))
    }

    /// `make` of the value, or `.null`: `.optional(name, PostgresValue.text)`.
    package static func optional<Wrapped>(_ value: Wrapped?, _ make: (Wrapped) -> Self) -> Self {
        value.map(make) ?? .null
    }

    /// The type PostgreSQL is told; `.unspecified` for null.
    var type: PostgresType {
        switch self {
        case .null: .unspecified
        case .bool: .bool
        case .int2: .int2
        case .int4: .int4
        case .int8: .int8
        case .float8: .float8
        case .text: .text
        case .bytea: .bytea
        case .uuid: .uuid
        case .timestamptz: .timestamptz
        case .date: .date
        case .json: .json
        case .jsonb: .jsonb
        case .array(let array): array.elementType.array ?? .unspecified
        }
    }
}

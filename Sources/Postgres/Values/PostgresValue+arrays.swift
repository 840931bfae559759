// SPDX-License-Identifier: Apache-2.0

extension PostgresValue {
    package static func boolArray(_ elements: [Bool]) -> Self { .array(PostgresArray(elements)) }
    package static func boolArray(nullable elements: [Bool?]) -> Self { .array(PostgresArray(nullable: elements)) }

    package static func int2Array(_ elements: [Int16]) -> Self { .array(PostgresArray(elements)) }
    package static func int2Array(nullable elements: [Int16?]) -> Self { .array(PostgresArray(nullable: elements)) }

    package static func int4Array(_ elements: [Int32]) -> Self { .array(PostgresArray(elements)) }
    package static func int4Array(nullable elements: [Int32?]) -> Self { .array(PostgresArray(nullable: elements)) }

    package static func int8Array(_ elements: [Int64]) -> Self { .array(PostgresArray(elements)) }
    package static func int8Array(nullable elements: [Int64?]) -> Self { .array(PostgresArray(nullable: elements)) }

    package static func textArray(_ elements: [String]) -> Self { .array(PostgresArray(elements)) }
    package static func textArray(nullable elements: [String?]) -> Self { .array(PostgresArray(nullable: elements)) }

    package static func byteaArray(_ elements: [[UInt8]]) -> Self { .array(PostgresArray(elements)) }
    package static func byteaArray(nullable elements: [[UInt8]?]) -> Self { .array(PostgresArray(nullable: elements)) }

    package static func uuidArray(_ elements: [PostgresUUID]) -> Self { .array(PostgresArray(elements)) }
    package static func uuidArray(nullable elements: [PostgresUUID?]) -> Self {
        .array(PostgresArray(nullable: elements))
    }

    /// Moments in microseconds since 1970-01-01T00:00:00Z.
    package static func timestamptzArray(unixMicroseconds elements: [Int64]) -> Self {
        .array(PostgresArray(elements.lazy.map { PostgresTimestamp(unixMicroseconds: $0) }))
    }

    /// Moments in microseconds since 1970-01-01T00:00:00Z, or null.
    package static func timestamptzArray(nullableUnixMicroseconds elements: [Int64?]) -> Self {
        .array(PostgresArray(nullable: elements.lazy.map { $0.map { PostgresTimestamp(unixMicroseconds: $0) } }))
    }
}
